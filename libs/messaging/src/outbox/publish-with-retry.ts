import { setTimeout as pause } from 'node:timers/promises';

/** An event is sent this often at most; the last time it is waited for. */
const MOST = 5;

/**
 * Sends again what was not acknowledged in time. It may have arrived all the same, which does no harm: the inbox on the other side
 * drops what it has. Resolves with the first acknowledgement that is seen.
 *
 * @param timeoutMs without: the first one is waited for
 */
export async function publishWithRetry(
  send: () => Promise<void>,
  timeoutMs: number | undefined,
): Promise<void> {
  for (let sent = 1; timeoutMs !== undefined && sent < MOST; sent++) {
    const acknowledged = send();
    const inTime = await Promise.race([acknowledged.then(() => true), pause(timeoutMs, false)]);
    if (inTime) return;
    // Nobody waits for this one any more.
    acknowledged.catch(() => undefined);
  }
  await send();
}
