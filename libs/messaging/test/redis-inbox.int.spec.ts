import { randomUUID } from 'node:crypto';
import { freshRedis } from '@webstore/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisInbox } from '../src/inbox/redis-inbox';

describe('the Redis inbox', () => {
  let redis: Redis;
  let sut: RedisInbox;

  beforeAll(async () => {
    redis = new Redis((await freshRedis()).url);
    sut = new RedisInbox(redis, 'test');
  });

  afterAll(async () => {
    await sut.onApplicationShutdown();
    await redis.quit();
  });

  it('does the work of a message once, even for repeated and concurrent deliveries', async () => {
    const id = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => sut.once(id, (tx) => tx.incr('handled'))),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await redis.get('handled')).toBe('1');
    expect(await sut.seen(id)).toBe(true);
  });

  it('does not record a message as handled if one of its commands failed', async () => {
    const id = randomUUID();
    await redis.set('text', 'not a number');
    await expect(sut.once(id, (tx) => tx.incr('text'))).rejects.toThrow(/not an integer/);
    expect(await sut.seen(id)).toBe(false);
    await redis.set('text', '1');
    expect(await sut.once(id, (tx) => tx.incr('text'))).toBe(true);
    expect(await redis.get('text')).toBe('2');
  });
});
