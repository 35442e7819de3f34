import type { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProductCache } from './product.cache';

const pot = {
  id: 'moka-pot',
  name: 'Moka pot',
  description: 'd',
  category: 'coffee',
  priceCents: 1,
} as const;

describe('a product cache entry', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const set = vi.fn(async () => 'OK');
  const redis = { get: async () => null, set } as unknown as Redis;

  it('expires after its lifetime', async () => {
    const sut = new ProductCache(redis, { cacheSeconds: 60, cacheExpiry: 'each' });
    await sut.find(pot.id, async () => pot);
    expect(set).toHaveBeenLastCalledWith('catalog:product:moka-pot', JSON.stringify(pot), 'PX', 60_000, 'NX');
  });

  it.each(['', '{"id":"moka-pot', '1', '"text"', '[]', '{}', '{"id":7}'])(
    'is read from the database if it is %j, and is dropped unless it was changed meanwhile',
    async (text) => {
      const commands = vi.fn(async () => 1);
      const garbled = { get: async () => text, set, eval: commands } as unknown as Redis;
      const sut = new ProductCache(garbled, { cacheSeconds: 60, cacheExpiry: 'each' });
      expect(await sut.find(pot.id, async () => pot)).toEqual(pot);
      if (text)
        expect(commands).toHaveBeenCalledWith(expect.any(String), 1, 'catalog:product:moka-pot', text);
      expect(set).toHaveBeenLastCalledWith(
        'catalog:product:moka-pot',
        JSON.stringify(pot),
        'PX',
        60_000,
        'NX',
      );
    },
  );

  it('expires together with all others, if configured', async () => {
    const sut = new ProductCache(redis, { cacheSeconds: 60, cacheExpiry: 'together' });
    for (const [now, left] of [
      [119_900, 100],
      [119_999, 1],
      [120_000, 60_000],
    ] as const) {
      vi.setSystemTime(now);
      await sut.put(pot);
      expect(set).toHaveBeenLastCalledWith('catalog:product:moka-pot', JSON.stringify(pot), 'PX', left);
    }
  });
});
