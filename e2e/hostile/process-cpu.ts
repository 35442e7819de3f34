import { setTimeout as pause } from 'node:timers/promises';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * CPU time of a process, all threads included, in milliseconds. Read from schedstat, which counts
 * nanoseconds; stat counts ticks of 10 ms. Throws when the process has ended.
 */
export function cpuMs(pid: number): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).reduce((sum, task) => {
    try {
      return sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      return sum; // The thread has ended.
    }
  }, 0);
  return nanoseconds / 1e6;
}

const WATCHED_MS = 3_000;

/** Background CPU use of processes (scrapes, orders of other customers), in milliseconds per millisecond. */
export async function usualCpu(pids: readonly number[]): Promise<Map<number, number>> {
  const before = pids.map(cpuMs);
  await pause(WATCHED_MS);
  return new Map(pids.map((pid, at) => [pid, (cpuMs(pid) - before[at]!) / WATCHED_MS]));
}

/**
 * CPU time that one input costs a process, beyond its background use. An occasional scrape or garbage
 * collection is measured too, so an expensive input is sent again: its own cost is in every measurement.
 */
export async function cpuOf(
  pid: number,
  usual: number,
  limitMs: number,
  send: () => Promise<unknown>,
): Promise<number> {
  let least = Infinity;
  for (let attempt = 0; attempt < 5 && least > limitMs; attempt++) {
    const [before, began] = [cpuMs(pid), performance.now()];
    await send();
    least = Math.min(least, cpuMs(pid) - before - usual * (performance.now() - began));
  }
  return least;
}
