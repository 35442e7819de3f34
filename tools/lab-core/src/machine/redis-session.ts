import { Redis } from 'ioredis';
import type { Lab } from '../lab.ts';

/** A connection to the lab's Redis, while `use` runs. */
export async function withRedis<T>(lab: Lab, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({
    host: '127.0.0.1',
    port: lab.port('redis'),
    lazyConnect: true,
    connectTimeout: 2_000,
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
