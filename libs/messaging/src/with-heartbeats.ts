import type { EachMessagePayload } from 'kafkajs';

const EVERY_MS = 1_000;

/**
 * Heartbeats while a handler works: one that takes longer than the session would lose its partitions, come again and
 * never use up its attempts. A heartbeat that fails is seen by kafkajs after the message.
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
