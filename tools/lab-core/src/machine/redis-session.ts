import { Redis } from 'ioredis';
import type { Lab } from '../lab.ts';

/** A frozen Redis accepts connections, and answers nothing. */
const answersWithinMs = 10_000;

/** A connection to the lab's Redis, while `use` runs. Each command has a deadline. */
export async function withRedis<T>(
  lab: Pick<Lab, 'port'>,
  use: (redis: Redis) => Promise<T>,
  deadlineMs = answersWithinMs,
): Promise<T> {
  const redis = new Redis({
    host: '127.0.0.1',
    port: lab.port('redis'),
    lazyConnect: true,
    connectTimeout: 2_000,
    commandTimeout: deadlineMs,
    // It would ask before the first command, without a deadline.
    enableReadyCheck: false,
    maxRetriesPerRequest: 1,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined); // The failing command reports it.
  try {
    await redis.connect();
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}
