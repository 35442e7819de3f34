import { Metrics, queries } from '@webstore/signals';
import { beforeAll, describe, expect, it } from 'vitest';
import { allOrdersEnd, accountsBalance } from '../support/assertions/accounting-invariants.ts';
import { lab, ready, run, shop } from '../support/labs/running-lab.ts';

describe('five customers who check out', () => {
  beforeAll(() => ready());

  it('meet the thresholds, end every accepted order while its customer waits, and leave accounts that add up', async () => {
    const before = await shop.orders();
    const { exitCode, all } = await run('traffic', 'checkout', '--users', '5', '--duration', '20s');
    expect(exitCode, all).toBe(0);
    await allOrdersEnd();
    await accountsBalance();
    const after = await shop.orders();
    expect(after.states.completed).toBeGreaterThan(before.states.completed);
  });

  it('are traced in full: the collector refused no span', async () => {
    const metrics = new Metrics({ baseUrl: lab.url('prometheus') });
    const [refused] = await metrics.instant(queries.spansRefused.text);
    expect(refused?.value).toBe(0);
  });

  it.each(['browse', 'countries', 'funnel', 'general', 'competing'])(
    'meet the thresholds of %s',
    async (scenario) => {
      const { exitCode, all } = await run('traffic', scenario, '--users', '3', '--duration', '10s');
      expect(exitCode, all).toBe(0);
    },
  );
});
