const firstMs = 500;
const longestMs = 30_000;
const firstReadyWithinMs = 120_000;
const longestReadyWithinMs = 960_000;
/** A process that was ready this long was sound: its next failure is a first one. */
export const soundAfterMs = 60_000;
/** After so many failures in a row `up` stops waiting for the part; the supervisor goes on trying. */
export const patience = 3;

/** How long to wait before the start that follows the nth failure in a row: doubling, up to half a minute. */
export function backoffMs(failures: number): number {
  return Math.min(firstMs * 2 ** Math.max(failures - 1, 0), longestMs);
}

/**
 * How long a process may take to become ready: doubling with every failure in a row, up to 16 minutes. On a machine that is too busy,
 * one that is ended and started again each time would never get there, and would keep the machine busy.
 */
export function readyWithinMs(failures: number): number {
  return Math.min(firstReadyWithinMs * 2 ** failures, longestReadyWithinMs);
}

/** @param readyMs how long it was ready; 0 when it never was, however long it ran */
export function failuresAfter(previous: number, readyMs: number): number {
  return readyMs >= soundAfterMs ? 1 : previous + 1;
}
