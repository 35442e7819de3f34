import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Metrics } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Observed, observed, services } from '@webstore/lab-core/clients/services.ts';
import { seriesBudget } from '@webstore/checks/cardinality/budgets.ts';
import { complaints } from '@webstore/checks/cardinality/cardinality.ts';
import { seriesOf } from '@webstore/checks/cardinality/series.ts';
import { allOrdersEnd } from '../support/assertions/accounting-invariants.ts';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { lab, ready, withoutTheSyntheticCustomer } from '../support/labs/running-lab.ts';
import { orderUnbounded, sendUnbounded } from '../support/customers/unbounded-traffic.ts';

const metrics = new Metrics({ baseUrl: lab.url('prometheus') });
const expositionOf = async (service: Observed) => (await fetch(`${lab.url(service)}/metrics`)).text();

/** Every service was scraped after this time. */
async function scraped(): Promise<void> {
  const since = Date.now() / 1_000;
  const oldest = async () =>
    (await metrics.instant('min(timestamp(up{job=~"services|span-metrics"}))'))[0]!.value;
  await eventually(async () => expect(await oldest()).toBeGreaterThan(since), { timeoutMs: 60_000 });
}

/**
 * Number of series that Prometheus scrapes now; those of an ended process linger for minutes and do not
 * count.
 */
const active = async (selector: string) =>
  (await metrics.instant(`count(last_over_time(${selector}[15s]))`))[0]!.value;

describe('series, whatever customers send', () => {
  const began = new Date();
  const word = randomBytes(4).toString('hex');

  beforeAll(async () => {
    await ready();
    // More values than the library allows for a label, to reach its limit.
    await sendUnbounded(word, 150);
    await orderUnbounded(word, 30);
    await allOrdersEnd();
    await scraped();
  });

  it.each(observed)('stay within the budget of %s, and contain none of it', async (service) => {
    const bounds = { budget: seriesBudget[service], sent: [word] };
    expect(complaints(await expositionOf(service), bounds)).toEqual([]);
  });

  it('reached the services, which counted it', async () => {
    const unmatched = await metrics.instant(
      `sum by (service) (webstore_http_requests_total{route="unmatched",status="404",service=~"${services.join('|')}"})`,
    );
    expect(unmatched).toHaveLength(services.length);
    for (const { value } of unmatched) expect(value).toBeGreaterThanOrEqual(300);
    const others = await metrics.instant('count by (method) (webstore_http_requests_total)');
    expect(others.map(({ labels }) => labels['method'])).toContain('_OTHER');
  });

  it.each(observed)('in Prometheus are no more than %s exposes', async (service) => {
    // Prometheus adds five series per target: up, and four of scrape_….
    expect(await active(`{job="services",service="${service}"}`)).toBeLessThanOrEqual(
      seriesBudget[service] + 5,
    );
  });

  it('contain none of it anywhere in Prometheus, span metrics and exporters included', async () => {
    const query = new URLSearchParams({ 'match[]': '{__name__=~".+"}', start: began.toISOString() });
    const answer = await fetch(`${lab.url('prometheus')}/api/v1/series?${query}`);
    const { data } = (await answer.json()) as { data: Record<string, string>[] };
    expect(data.length).toBeGreaterThan(1_000);
    expect(data.filter((series) => JSON.stringify(series).toLowerCase().includes(word))).toEqual([]);
  });

  it('are all of metrics in the reference', async () => {
    const page = readFileSync(join(lab.root, 'docs/reference/metrics.md'), 'utf8');
    const shown = (await Promise.all(observed.map(expositionOf)))
      .flatMap(seriesOf)
      .map(({ metric }) => metric);
    const unlisted = [...new Set(shown)].filter(
      (name) => !page.includes(`\`${name}\``) && !page.includes(`\`${name}_total\``),
    );
    expect(unlisted).toEqual([]);
  });
});

describe('series, at ten times the traffic', () => {
  withoutTheSyntheticCustomer();

  const spansOf15s =
    'sum(max_over_time(traces_span_metrics_calls_total[15s]) - min_over_time(traces_span_metrics_calls_total[15s]))';

  /**
   * Customers buy until this many more orders were accepted, then leave; returns when no order is pending.
   */
  async function sell(orders: number): Promise<void> {
    const crowd = new ClosedLoopCustomers(6);
    await crowd.buysMore(orders);
    await crowd.leave();
    await allOrdersEnd();
    await scraped();
    const onTheWay = async () => expect((await metrics.instant(spansOf15s))[0]?.value).toBe(0);
    await eventually(onTheWay, { timeoutMs: 60_000 });
  }

  const counted = async () => ({
    ofServices: await active('{job="services"}'),
    ofSpans: await active('{__name__=~"traces_span_metrics_.+"}'),
  });
  type Counted = Awaited<ReturnType<typeof counted>>;
  const sum = ({ ofServices, ofSpans }: Counted) => ofServices + ofSpans;

  it('grow by at most one twentieth', async () => {
    // Rare events (a decline, a VIP, a sold-out product) must have occurred once.
    await sell(100);
    await sell(30);
    const before = await counted();
    await sell(300);
    const after = await counted();
    console.log(
      `series after ordinary and after ten times the traffic: ${JSON.stringify({ before, after })}`,
    );
    expect(before.ofServices).toBeGreaterThan(1_000);
    expect(before.ofSpans).toBeGreaterThan(1_000);
    expect(sum(after) / sum(before)).toBeLessThanOrEqual(1.05);
  });
});
