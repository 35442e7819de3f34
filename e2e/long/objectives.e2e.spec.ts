import { Metrics } from '@webstore/signals';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lab, ready, run } from '../support/labs/running-lab.ts';
import { OpenLoopCustomers } from '../support/customers/open-loop-customers.ts';
import { waysToFail } from '../support/assertions/ways-to-fail.ts';

const metrics = new Metrics({ baseUrl: lab.url('prometheus') });
const patiently = { timeout: 240_000, interval: 1_000 };

/** Objectives whose page fires now. */
async function paging(): Promise<string[]> {
  const alerts = await metrics.instant('ALERTS{category="slo",severity="page",alertstate="firing"}');
  return [...new Set(alerts.map(({ labels }) => labels['sloth_slo']!))].toSorted();
}

/** Objectives that violated their target in the last 25 seconds. */
async function burning(): Promise<string[]> {
  const ratios = await metrics.instant('max by (sloth_slo) (slo:sli_error:ratio_rate25s) > 0.01');
  return ratios.map(({ labels }) => labels['sloth_slo']!).toSorted();
}

/**
 * Components that customers need, and the objective of the first step that fails: no customer reaches the
 * later steps.
 */
const parts = {
  redis: 'cart-availability',
  postgres: 'browse-latency',
  kafka: 'order-freshness',
  acquirer: 'order-freshness',
  catalog: 'browse-latency',
  cart: 'cart-availability',
  checkout: 'checkout-availability',
  payment: 'order-freshness',
};
const cases = Object.entries(parts).flatMap(([part, objective]) =>
  Object.entries(waysToFail).map(([how, way]) => ({ part, how, objective, ...way })),
);

/**
 * The cells of the table in docs/08, on a running lab: customers arrive all the time, and give up at the
 * first step that fails.
 */
describe('customers who cannot buy are detected', () => {
  let visitors: OpenLoopCustomers;
  let fix = async () => {};

  beforeAll(async () => {
    await ready();
    visitors = await OpenLoopCustomers.come(500);
  });
  afterEach(async () => {
    await fix();
    fix = async () => {};
    await ready();
    await expect.poll(burning, { ...patiently, timeout: 400_000 }).toEqual([]);
  }, 600_000);
  afterAll(() => visitors?.leave());

  it.each(cases)(
    'without $part, $how: $objective pages',
    async ({ part, how, objective, begin, end }) => {
      await expect.poll(paging, { ...patiently, timeout: 400_000 }).not.toContain(objective);
      fix = () => end(part);
      await begin(part);
      const began = Date.now();
      await expect.poll(paging, patiently).toContain(objective);
      console.log(
        `${part} ${how}: ${(await paging()).join(', ')} page after ${Math.round((Date.now() - began) / 1_000)} s`,
      );
    },
    700_000,
  );

  it('reports the cost of an unresponsive cart in orders and euros', async () => {
    fix = async () => void (await run('start', 'redis'));
    await run('stop', 'redis');
    const impact = async () =>
      (await metrics.alertRules())
        .flatMap(({ alerts }) => alerts)
        .find(({ labels }) => labels['alertname'] === 'CartAvailability' && labels['severity'] === 'page')
        ?.annotations['impact'];
    await expect.poll(impact, patiently).toMatch(/^about [1-9]\d* orders worth [1-9]\d* € were missed/);
  }, 600_000);
});
