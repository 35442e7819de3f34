import { describe, expect, it } from 'vitest';
import { draw } from './draw.ts';

const seeds = Array.from({ length: 1000 }, (_, seed) => seed);

describe('an incident that is drawn', () => {
  it('is the same for the same seed and level', () => {
    expect(draw(7, 2)).toEqual(draw(7, 2));
    expect(new Set(seeds.map((seed) => JSON.stringify(draw(seed, 3)))).size).toBeGreaterThan(100);
  });

  it('is nothing about one time in ten', () => {
    const nothing = seeds.filter((seed) => draw(seed, 3).fault === null).length;
    expect(nothing).toBeGreaterThan(60);
    expect(nothing).toBeLessThan(140);
  });

  it('begins late enough for what is usual to be seen', () => {
    const onsets = seeds.map((seed) => draw(seed, 1).onsetAfter);
    expect(Math.min(...onsets)).toBe(100);
    expect(Math.max(...onsets)).toBe(150);
  });

  it('is of its level or below', () => {
    const ids = (level: number) => new Set(seeds.flatMap((seed) => draw(seed, level).fault?.id ?? []));
    expect([...ids(1)]).toEqual(['service-stopped']);
    expect(ids(3).size).toBeGreaterThan(ids(1).size);
  });
});
