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
  it('are loaded once in a second, and are the same for all who ask for it then', async () => {
    const sut = new PageCache({ pagesKept: 2 });
    const load = vi.fn(async () => found);
    for (const now of [1_000, 1_400, 1_999]) expect(await sut.find({ page: 1 }, load, now)).toEqual(found);
    expect(load).toHaveBeenCalledTimes(1);
    await sut.find({ page: 2 }, load, 1_000);
    await sut.find({ page: 1 }, load, 2_000);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('are loaded again after a change, in the same second too', async () => {
    const sut = new PageCache({ pagesKept: 2 });
    await sut.find({}, async () => found, 1_000);
    sut.clear();
    expect(await sut.find({}, async () => [[], 0], 1_000)).toEqual([[], 0]);
  });

  it('are not kept where they have no room', async () => {
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

  it('take no more memory than so many take, however long it goes on', async () => {
    expect(await heldAfter(new PageCache({ pagesKept: 8 }), 400)).toBeLessThan(4 * mebibyte);
  });

  it('are all kept where nobody says how many', async () => {
    expect(await heldAfter(new PageCache({ pagesKept: 0 }), 100)).toBeGreaterThan(20 * mebibyte);
  });
});
