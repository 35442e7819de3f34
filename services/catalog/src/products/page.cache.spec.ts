import { describe, expect, it, vi } from 'vitest';
import { type Found, PageCache } from './page.cache';

const pot = {
  id: 'moka-pot',
  name: 'Mokakännchen',
  description: 'd',
  category: 'coffee',
  priceCents: 1,
} as const;
const found: Found = [[pot], 61];

describe('pages of products', () => {
  it('are loaded once per second, and shared by all requests in that second', async () => {
    const sut = new PageCache({ pagesKept: 2 });
    const load = vi.fn(async () => found);
    for (const now of [1_000, 1_400, 1_999]) expect(await sut.find({ page: 1 }, load, now)).toEqual(found);
    expect(load).toHaveBeenCalledTimes(1);
    await sut.find({ page: 2 }, load, 1_000);
    await sut.find({ page: 1 }, load, 2_000);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('are loaded again after a change, even in the same second', async () => {
    const sut = new PageCache({ pagesKept: 2 });
    await sut.find({}, async () => found, 1_000);
    sut.clear();
    expect(await sut.find({}, async () => [[], 0], 1_000)).toEqual([[], 0]);
  });

  it('are not cached if they exceed the buffer size', async () => {
    const sut = new PageCache({ pagesKept: 2 });
    const large: Found = [[{ ...pot, description: 'ä'.repeat(150_000) }], 1];
    const load = vi.fn(async () => large);
    for (let time = 0; time < 2; time++) expect(await sut.find({}, load, 1_000)).toEqual(large);
    expect(load).toHaveBeenCalledTimes(2);
  });

  const heldAfter = async (sut: PageCache, seconds: number) => {
    const before = process.memoryUsage().arrayBuffers;
    for (let second = 0; second < seconds; second++) await sut.find({}, async () => found, second * 1_000);
    return process.memoryUsage().arrayBuffers - before;
  };
  const mebibyte = 1024 * 1024;

  it('use bounded memory over time', async () => {
    expect(await heldAfter(new PageCache({ pagesKept: 8 }), 400)).toBeLessThan(4 * mebibyte);
  });

  it('are all kept without a limit', async () => {
    expect(await heldAfter(new PageCache({ pagesKept: 0 }), 100)).toBeGreaterThan(20 * mebibyte);
  });
});
