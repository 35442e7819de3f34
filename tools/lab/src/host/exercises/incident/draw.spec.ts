import { catalogue } from '@webstore/faults';
import { describe, expect, it } from 'vitest';
import { draw } from './draw.ts';

const seeds = Array.from({ length: 1000 }, (_, seed) => seed);
const levels = [1, 2, 3];
const all = new Map(levels.map((level) => [level, seeds.map((seed) => draw(seed, level))]));
const faults = (level: number) => all.get(level)!.flatMap(({ fault }) => fault ?? []);
const decoys = (level: number) =>
  all.get(level)!.flatMap(({ fault, decoy }) => (decoy ? [{ ...decoy, fault }] : []));

describe('a drawn incident', () => {
  it('is the same for the same seed and level', () => {
    expect(draw(7, 2)).toEqual(draw(7, 2));
    expect(new Set(seeds.map((seed) => JSON.stringify(draw(seed, 3)))).size).toBeGreaterThan(100);
  });

  it('has no fault about one time in ten', () => {
    const nothing = seeds.filter((seed) => draw(seed, 3).fault === null).length;
    expect(nothing).toBeGreaterThan(60);
    expect(nothing).toBeLessThan(140);
  });

  it('begins late enough to leave a baseline', () => {
    const onsets = seeds.map((seed) => draw(seed, 1).onsetAfter);
    expect(Math.min(...onsets)).toBe(100);
    expect(Math.max(...onsets)).toBe(150);
  });

  it('is obvious on level 1, and in the telemetry itself only on level 3', () => {
    const ids = (level: number) => [...new Set(faults(level).map(({ id }) => id))].toSorted();
    const cause = (id: string) => catalogue.find((one) => one.id === id)!.cause;
    expect(ids(1)).toEqual(['redis-down', 'service-frozen', 'service-stopped']);
    expect(levels.map((level) => ids(level).some((id) => cause(id) === 'telemetry'))).toEqual([
      false,
      false,
      true,
    ]);
    expect(new Set(levels.flatMap(ids)).size).toBeGreaterThanOrEqual(12);
  });

  it('has in containers only faults that work there', () => {
    const drawn = levels.flatMap((level) =>
      seeds.flatMap((seed) => draw(seed, level, 'containers').fault?.id ?? []),
    );
    expect(new Set(drawn)).not.toContain('sampler-drops-errors');
    expect(new Set(levels.flatMap((level) => faults(level).map(({ id }) => id)))).toContain(
      'sampler-drops-errors',
    );
    expect(new Set(drawn).size).toBeGreaterThanOrEqual(12);
  });

  it('is smaller on the third level than on the second', () => {
    const delays = (level: number) =>
      faults(level).flatMap(({ id, parameters }) =>
        id === 'bank-slow' ? Number(parameters['delayMs']) : [],
      );
    expect(Math.max(...delays(3))).toBeLessThan(Math.min(...delays(2)));
  });

  it('has a decoy one time in three from level 2 on, after the baseline', () => {
    expect(decoys(1)).toEqual([]);
    expect(decoys(2).length).toBeGreaterThan(270);
    expect(decoys(2).length).toBeLessThan(400);
    expect(Math.min(...decoys(3).map(({ after }) => after))).toBeGreaterThanOrEqual(90);
  });

  it('has no decoy release of the faulty component, and no decoy customers without a fault', () => {
    const both = decoys(2).filter(({ part, fault }) => part && fault?.parameters['part'] === part);
    expect(both).toEqual([]);
    expect(decoys(2).filter(({ kind, fault }) => kind === 'customers' && !fault)).toEqual([]);
  });
});
