import { setTimeout as pause } from 'node:timers/promises';

/**
 * Repeats a check until it holds, for what happens soon but not at once. Fails with the last reason.
 *
 * @param check throws (an assertion, say) while it does not hold yet
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
