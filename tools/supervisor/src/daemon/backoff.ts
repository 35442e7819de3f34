const firstMs = 500;
const longestMs = 30_000;
const firstReadyWithinMs = 120_000;
const longestReadyWithinMs = 960_000;
/** A process that was ready this long was healthy: its next failure counts as the first. */
export const soundAfterMs = 60_000;
/**
 * After this many consecutive failures, `up` stops waiting for the component; the supervisor keeps trying.
 */
export const patience = 3;

/** Pause before the start that follows the nth consecutive failure: doubles, up to half a minute. */
export function backoffMs(failures: number): number {
  return Math.min(firstMs * 2 ** Math.max(failures - 1, 0), longestMs);
}

/**
 * Maximum time for a process to become ready: doubles with every consecutive failure, up to 16 minutes. On an
 * overloaded machine, a process that is ended and restarted each time would never become ready, and would
 * keep the machine busy.
 */
export function readyWithinMs(failures: number): number {
  return Math.min(firstReadyWithinMs * 2 ** failures, longestReadyWithinMs);
}

/** @param readyMs how long it was ready; 0 when it never was, whatever its running time */
export function failuresAfter(previous: number, readyMs: number): number {
  return readyMs >= soundAfterMs ? 1 : previous + 1;
}
