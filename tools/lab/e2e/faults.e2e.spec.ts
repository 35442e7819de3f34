import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Range } from '../src/faults/range.ts';
import { baselines, effectOf } from './fault-effects.ts';
import { ready, run } from './running-lab.ts';
import { Visitors } from './visitors.ts';

/** One of each way in which the lab breaks something; full-faults.e2e.spec.ts has all. */
const quick = ['service-stopped', 'bank-slow'];

describe('a fault', () => {
  let visitors: Visitors;
  let baseline: Map<string, Range>;

  beforeAll(async () => {
    await ready();
    visitors = await Visitors.come();
    baseline = await baselines(quick);
  });
  afterAll(async () => {
    await visitors.leave();
    await run('heal');
    await ready();
  });

  it('that there is not, or with parameters that it does not take, is refused with what there is', async () => {
    expect(await run('break', 'no-coffee')).toMatchObject({
      exitCode: 2,
      all: expect.stringContaining('break list'),
    });
    const refused = await run('break', 'bank-slow', 'country=XX');
    expect(refused).toMatchObject({ exitCode: 2, all: expect.stringContaining('one of DE, FR') });
    expect(await run('heal', 'bank-slow')).toMatchObject({ exitCode: 2 });
  });

  it.each(quick)(
    '%s shows in its signal, is gone when it is healed, and leaves nothing but its effect',
    async (id) => {
      const effect = await effectOf(id, baseline.get(id)!);
      console.log(JSON.stringify(effect));
    },
  );

  it('is on once, is listed while it is on, and outlives the part and the lab', async () => {
    expect(await run('break', 'bank-slow', 'country=JP')).toMatchObject({ exitCode: 0 });
    expect(await run('break', 'bank-slow')).toMatchObject({
      exitCode: 1,
      all: expect.stringContaining('on already'),
    });
    const on = async () =>
      (JSON.parse((await run('break', 'list', '--json')).stdout) as { id: string; on: object | null }[])
        .filter((fault) => fault.on)
        .map(({ id }) => id);
    expect(await on()).toEqual(['bank-slow']);
    await run('restart', 'acquirer');
    expect(await on()).toEqual(['bank-slow']);
    expect(await run('heal')).toMatchObject({ exitCode: 0 });
    expect(await on()).toEqual([]);
  });
});
