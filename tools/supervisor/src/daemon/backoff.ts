const firstMs = 500;
const longestMs = 30_000;
/** A process that ran this long was sound: its next failure is a first one. */
export const soundAfterMs = 60_000;
/** After so many failures in a row `up` stops waiting for the part; the supervisor goes on trying. */
export const patience = 3;

/** How long to wait before the start that follows the nth failure in a row: doubling, up to half a minute. */
export function backoffMs(failures: number): number {
  return Math.min(firstMs * 2 ** Math.max(failures - 1, 0), longestMs);
}

export function failuresAfter(previous: number, ranMs: number): number {
  return ranMs >= soundAfterMs ? 1 : previous + 1;
}
