const unitSeconds = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** Seconds of a duration as Prometheus writes it, such as 1m15s. */
export function secondsOf(duration: string): number {
  if (!/^(\d+[smhd])+$/.test(duration)) throw new TypeError(`"${duration}" is no duration such as 1m15s`);
  return [...duration.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * unitSeconds[unit as keyof typeof unitSeconds],
    0,
  );
}
