import { Metrics, servicesOf } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertmanager, pagesSince } from '../support/customers/alerts-by-hand.ts';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { reasonsOf, traces } from '../support/assertions/sampling-decision.ts';
import { lab, ready, run } from '../support/labs/running-lab.ts';
import { runbookAnswers } from '../support/stores/runbook-queries.ts';

const metrics = new Metrics({ baseUrl: lab.url('prometheus') });

/**
 * Alerts of this fault. Other alerts on a busy machine (slow pages, say) need not end when payment returns.
 */
const causedByIt = ['ServiceDown', 'OrderFreshness', 'ConsumerLag', 'SyntheticJourneyFailing'];

describe('payment stopped under traffic', () => {
  let crowd: ClosedLoopCustomers;
  let stoppedAt: string;
  let startedAgain = false;

  beforeAll(async () => {
    await ready();
    await eventually(async () => expect(await firing()).toEqual([]), { timeoutMs: 600_000, everyMs: 2_000 });
    crowd = new ClosedLoopCustomers(4, 1_000);
    await crowd.buysMore(20);
    stoppedAt = new Date().toISOString();
    await run('stop', 'payment');
  }, 900_000);
  afterAll(async () => {
    if (!startedAgain) await run('start', 'payment');
    await crowd.leave();
    await ready();
  });

  const firing = async () => {
    const alerts = await alertmanager.list(['environment="local"']);
    return alerts.map(({ labels }) => labels['alertname']!).filter((alert) => causedByIt.includes(alert));
  };
  const pages = () => pagesSince(stoppedAt);
  const paged = async (alert: string) =>
    (await pages()).find((page) => page.alert === alert && page.severity === 'page');
  const symptoms = async () => (await pages()).filter(({ labels }) => labels['category'] === 'symptom');
  const states = async (alert: string) => {
    const alerts = await alertmanager.list([`alertname="${alert}"`, 'environment="local"']);
    return alerts.map(({ status }) => status.state);
  };

  const journeys = async (result: string) => {
    const query = `sum(increase(webstore_synthetic_journeys_total{result="${result}",environment="local"}[1m]))`;
    return (await metrics.instant(query))[0]?.value ?? 0;
  };

  it('pages within two minutes for payment being down and for late orders', async () => {
    const first = { timeout: 120_000, interval: 1_000 };
    await expect
      .poll(() => paged('ServiceDown'), first)
      .toMatchObject({ status: 'firing', team: 'payments', labels: { service: 'payment' } });
    await expect
      .poll(() => paged('OrderFreshness'), first)
      .toMatchObject({ status: 'firing', team: 'checkout', labels: { category: 'slo' } });
  });

  it('reports the cost in orders and euros', async () => {
    const { annotations } = (await paged('OrderFreshness'))!;
    expect(annotations['impact']).toMatch(/^[1-9]\d* orders worth [1-9]\d* €/);
  });

  it('sends no page for a mere symptom', async () => {
    await expect.poll(() => journeys('failed'), { timeout: 150_000, interval: 1_000 }).toBeGreaterThan(0);
    for (const symptom of ['SyntheticJourneyFailing', 'ConsumerLag'])
      expect(await states(symptom), symptom).not.toContain('active');
    expect((await symptoms()).map(({ alert }) => alert)).toEqual([]);
  });

  it('links the page to the trace of an order that payment never received', async () => {
    const traceId = async () => (await paged('OrderFreshness'))!.traceId;
    await expect.poll(traceId, { timeout: 60_000 }).toEqual(expect.any(String));
    const id = (await traceId())!;
    await expect.poll(async () => reasonsOf(await traces.get(id)), { timeout: 60_000 }).toContain('slow');
    const trace = (await traces.get(id))!;
    expect(trace.spans.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['POST /orders', 'order becomes late']),
    );
    expect(servicesOf(trace)).not.toContain('payment');
  });

  it('names runbooks whose every query has data while the alert fires', async () => {
    const all = await alertmanager.list(['environment="local"']);
    const since = all.filter(({ startsAt }) => new Date(startsAt) > new Date(stoppedAt));
    const runbooks = [...new Set(since.map(({ annotations }) => annotations['runbook_url']!))];
    expect(runbooks).toEqual(
      expect.arrayContaining(['docs/runbooks/service-down.md', 'docs/runbooks/order-freshness.md']),
    );
    for (const runbook of runbooks) await runbookAnswers(runbook);
  });

  it('resolves every page in the pager once payment is back', async () => {
    // Customers who buy without a pause would keep a lag that is no backlog of the outage.
    await crowd.leave();
    await run('start', 'payment');
    startedAgain = true;
    // The freshness metrics still hold the last late order, so a customer buys again.
    const next = new ClosedLoopCustomers(1, 5_000);
    await next.buysMore(12);
    await next.leave();
    const open = async () =>
      (await pages())
        .filter(({ alert, status }) => status === 'firing' && causedByIt.includes(alert))
        .map(({ alert }) => alert);
    await expect.poll(open, { timeout: 600_000, interval: 2_000 }).toEqual([]);
    const { orders, late } = { orders: crowd.accepted.length, late: await paged('OrderFreshness') };
    expect(orders).toBeGreaterThan(20);
    expect(late).toMatchObject({ status: 'resolved', resolvedAt: expect.any(String) });
    expect((await symptoms()).map(({ alert }) => alert)).toEqual([]);
  }, 700_000);
});
