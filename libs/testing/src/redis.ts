import { Redis } from 'ioredis';
import { backing } from './backing';

/** A Redis for one test file. */
export interface FreshRedis {
  readonly url: string;
  /** Deletes all keys. */
  flush(): Promise<void>;
}

/** An empty Redis. Test files run sequentially, so each may use the whole instance. */
export async function freshRedis(): Promise<FreshRedis> {
  const url = backing('TEST_REDIS_URL');
  const flush = async () => {
    const redis = new Redis(url);
    await redis.flushdb();
    await redis.quit();
  };
  await flush();
  return { url, flush };
}
