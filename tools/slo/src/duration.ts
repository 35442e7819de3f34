const unitMs = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
} as const;

/** Milliseconds of a duration in Prometheus's notation, such as 1m15s; the only parser of durations. */
export function millisecondsOf(duration: string): number {
  if (!/^(\d+(ms|[smhdwy]))+$/.test(duration))
    throw new TypeError(`"${duration}" is no duration such as 1m15s`);
  return [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * unitMs[unit as keyof typeof unitMs],
    0,
  );
}

export const secondsOf = (duration: string): number => millisecondsOf(duration) / 1_000;

/** A duration in Prometheus's notation, multiplied by a factor. */
export const scaled = (duration: string, factor: number): string =>
  `${Math.round(millisecondsOf(duration) * factor)}ms`;
