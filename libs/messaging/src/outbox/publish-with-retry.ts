import { setTimeout as pause } from 'node:timers/promises';

/** Maximum number of attempts. The last one has no timeout. */
const MOST = 5;

/**
 * Sends again after each timeout without an acknowledgement. The event may have arrived nevertheless; the consumer's inbox drops
 * duplicates. Resolves with the acknowledgement of the latest attempt.
 *
 * @param timeoutMs timeout of an attempt in milliseconds; without it, waits for the first attempt
 */
export async function publishWithRetry(
  send: () => Promise<void>,
  timeoutMs: number | undefined,
): Promise<void> {
  for (let sent = 1; timeoutMs !== undefined && sent < MOST; sent++) {
    const acknowledged = send();
    const inTime = await Promise.race([acknowledged.then(() => true), pause(timeoutMs, false)]);
    if (inTime) return;
    // The result of this attempt is no longer awaited.
    acknowledged.catch(() => undefined);
  }
  await send();
}
