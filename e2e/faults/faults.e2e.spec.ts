import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Range } from '@webstore/faults';
import { baselines, effectOf } from '../support/assertions/fault-effects.ts';
import { ready, run, runJson, shop } from '../support/labs/running-lab.ts';
import { OpenLoopCustomers } from '../support/customers/open-loop-customers.ts';

/** One fault of each mechanism; long/faults.e2e.spec.ts has all faults. */
const quick = ['service-stopped', 'bank-slow', 'n-plus-one'];
/** Windows of 20 seconds that start 5 seconds apart: shorter than in the full run. */
const stepMs = 5_000;

describe('a fault', () => {
  let visitors: OpenLoopCustomers;
  let baseline: Map<string, Range>;

  beforeAll(async () => {
    await ready();
    visitors = await OpenLoopCustomers.come();
    baseline = await baselines(quick);
  });
  afterAll(async () => {
    await visitors.leave();
    await run('heal');
    await ready();
  });

  it('that does not exist, or with unknown parameters, is refused with a list of the valid ones', async () => {
    expect(await run('break', 'no-coffee')).toMatchObject({
      exitCode: 2,
      all: expect.stringContaining('bank-slow'),
    });
    const refused = await run('break', 'bank-slow', 'country=XX');
    expect(refused).toMatchObject({ exitCode: 2, all: expect.stringContaining('one of DE, FR') });
    expect(await run('heal', 'bank-slow')).toMatchObject({ exitCode: 2 });
  });

  it.each(quick)(
    '%s shows in its signal, ends when it is healed, and leaves no trace but its effect',
    async (id) => {
      const effect = await effectOf(id, baseline.get(id)!, stepMs);
      console.log(JSON.stringify(effect));
    },
  );

  const shown = async () => {
    const { json } = await runJson<{ id: string; on: { holds: boolean } | null }[]>(
      'break',
      'list',
      '--json',
    );
    return json;
  };
  const on = async () => (await shown()).filter((fault) => fault.on).map(({ id }) => id);
  const holds = async (id: string) => (await shown()).find((fault) => fault.id === id)?.on?.holds;

  it('can be active only once, is listed while active, and outlives its component', async () => {
    expect(await run('break', 'bank-slow', 'country=JP')).toMatchObject({ exitCode: 0 });
    expect(await run('break', 'bank-slow')).toMatchObject({
      exitCode: 1,
      all: expect.stringContaining('already active'),
    });
    await run('restart', 'acquirer');
    expect(await on()).toEqual(['bank-slow']);
    expect(await holds('bank-slow')).toBe(true);
    expect(await run('heal')).toMatchObject({ exitCode: 0 });
    expect(await on()).toEqual([]);
  });

  it("ends with the on-call engineer's mitigation, and can still be healed", async () => {
    const product = 'moka-pot';
    expect(await run('break', 'product-broken', `product=${product}`)).toMatchObject({ exitCode: 0 });
    await expect(shop.product(product)).rejects.toThrow('answered 500');
    expect(await run('mitigate', 'flush', 'redis')).toMatchObject({ exitCode: 0 });
    await expect(shop.product(product)).resolves.toMatchObject({ id: product });

    // Only now: requests that wait for the lock hold the connections that product pages need.
    expect(await run('break', 'lock-contention')).toMatchObject({ exitCode: 0 });
    expect(await holds('lock-contention')).toBe(true);
    expect(await run('mitigate', 'flush', 'postgres')).toMatchObject({ exitCode: 0 });
    expect(await holds('lock-contention')).toBe(false);
    expect(await run('heal')).toMatchObject({ exitCode: 0 });
  });

  it('refuses an impossible mitigation, and lists the possible ones', async () => {
    const scaled = await run('mitigate', 'scale', 'catalog', 'instances=2');
    expect(scaled).toMatchObject({ exitCode: 2, all: expect.stringContaining('no load balancer') });
    expect(await run('mitigate', 'rollback', 'cart')).toMatchObject({ exitCode: 1 });
    const unknown = await run('mitigate', 'config', 'payment', 'colour=blue');
    expect(unknown).toMatchObject({ exitCode: 2, all: expect.stringContaining('bankTimeoutMs') });
  });
});
