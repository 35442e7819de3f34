import type { EachMessagePayload } from 'kafkajs';

const EVERY_MS = 1_000;

/**
 * Sends heartbeats while a handler runs. Otherwise a handler that takes longer than the session would lose its partition, and
 * its message would be redelivered for ever. kafkajs notices a failed heartbeat after the message.
 */
export async function withHeartbeats<T>(
  { heartbeat }: Pick<EachMessagePayload, 'heartbeat'>,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setInterval(() => heartbeat().catch(() => undefined), EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
