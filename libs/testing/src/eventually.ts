import { setTimeout as pause } from 'node:timers/promises';

/**
 * Repeats a check until it succeeds, for asynchronous effects. @throws the last error of the check at the deadline
 *
 * @param check throws (such as a failed assertion) until the condition holds
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 20_000, everyMs = 100 } = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(everyMs);
    }
  }
}
