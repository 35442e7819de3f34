import { Logs, Metrics } from '@webstore/signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Shop } from '@webstore/lab-core/clients/shop.ts';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { beside } from '@webstore/lab-core/lab.ts';
import { PagerClient } from '@webstore/lab/commands/pager/pager-client.ts';
import { completedOrder, type ProvenOrder } from '@webstore/lab/commands/prove/proven-order.ts';
import type { ObjectiveState } from '@webstore/lab/commands/slo/state.ts';
import type { ComponentStatus } from '@webstore/supervisor/daemon/states.ts';
import { lab, ready, run, runJson, shop } from '../support/labs/running-lab.ts';

const staging = beside(lab, 'staging');
const stagingShop = new Shop(staging);
const metrics = new Metrics({ baseUrl: lab.url('prometheus') });
const logs = new Logs({ baseUrl: lab.url('loki') });
const inStaging = ['--environment', 'staging'];
const patiently = { timeout: 60_000, interval: 1_000 };

describe('staging beside local', () => {
  let local: ProvenOrder;
  let other: ProvenOrder;

  /** The environments of the series of a query. */
  const environmentsOf = async (query: string) =>
    (await metrics.instant(`count by (environment) (${query})`))
      .map(({ labels }) => labels['environment'])
      .sort();

  beforeAll(async () => {
    await ready();
    const { exitCode, all } = await run('up', ...inStaging);
    expect(exitCode, all).toBe(exitCodes.ok);
    [local, other] = await Promise.all([
      completedOrder(lab, shop, 0),
      completedOrder(staging, stagingShop, 0),
    ]);
  }, 240_000);
  afterAll(async () => {
    await run('down', ...inStaging);
  }, 60_000);

  it('has its own components, and none of those that store telemetry', async () => {
    const { json } = await runJson<{ environment: string; parts: ComponentStatus[] }>(
      'status',
      ...inStaging,
      '--json',
    );
    expect(json.environment).toBe('staging');
    expect((await run('status')).stdout).toContain('staging runs beside it');
    const names = json.parts.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['postgres', 'redis', 'kafka', 'payment', 'synthetic']));
    for (const shared of ['prometheus', 'alertmanager', 'loki', 'jaeger', 'pager'])
      expect(names).not.toContain(shared);
  });

  it('has orders that local does not have', async () => {
    expect((await stagingShop.order(other.order.id)).state).toBe('completed');
    await expect(shop.order(other.order.id)).rejects.toThrow('404');
  });

  it('is a value of the label of metrics, also of those that the collector makes of spans', async () => {
    const both = ['local', 'staging'];
    for (const query of [
      'up{job="services",service="checkout"}',
      'webstore_orders_total{result="completed"} > 0',
      'kafka_consumergroup_lag',
      'traces_span_metrics_calls_total{service_name="checkout"}',
      'slo:sli_event:increase5m{sloth_slo="order-freshness"}',
    ])
      await expect.poll(() => environmentsOf(query), { ...patiently, message: query }).toEqual(both);
  });

  it('is a label of log lines, and a pattern of one environment is counted there', async () => {
    const stored = () =>
      logs.instant(
        `sum by (deployment_environment_name) (count_over_time({service_namespace="webstore"} | webstore_order_id="${other.order.id}" [5m]))`,
      );
    await expect
      .poll(async () => (await stored()).map(({ labels }) => labels), patiently)
      .toEqual([{ deployment_environment_name: 'staging' }]);
    const { json } = await runJson<{ pattern: string }[]>(
      'query',
      'patterns',
      'checkout',
      ...inStaging,
      '--json',
    );
    expect(json.map(({ pattern }) => pattern)).toContain('order completed');
  });

  it('is searched alone by ./lab trace', async () => {
    const shown = async (...args: string[]) =>
      (await runJson<{ traceId: string }>('trace', '--last-order', '--no-logs', '--json', ...args)).json;
    await expect.poll(async () => (await shown(...inStaging)).traceId, patiently).toBe(other.traceId);
    await expect.poll(async () => (await shown()).traceId, patiently).toBe(local.traceId);
  });

  it('has its own answer to a query that names $environment', async () => {
    const ask = (...args: string[]) =>
      run('query', 'promql', 'count by (environment) (up{environment="$environment"})', ...args);
    expect((await ask(...inStaging)).stdout).toMatch(/^staging +\d+$/m);
    expect((await ask()).stdout).toMatch(/^local +\d+$/m);
  });

  describe('without its payment', () => {
    const slo = async (...args: string[]) => (await runJson<ObjectiveState[]>('slo', '--json', ...args)).json;
    const tickets = async () =>
      (await new PagerClient(lab).list({ limit: 100 })).filter(
        ({ labels }) => labels['environment'] === 'staging',
      );

    beforeAll(async () => {
      expect((await run('stop', 'payment', ...inStaging)).exitCode).toBe(exitCodes.ok);
    });

    it('has a ticket where local would have a page', async () => {
      await expect.poll(tickets, { timeout: 120_000, interval: 1_000 }).toContainEqual(
        expect.objectContaining({
          alert: 'ServiceDown',
          severity: 'ticket',
          labels: expect.objectContaining({ service: 'payment', pages_in: 'local' }),
        }),
      );
      expect((await tickets()).filter(({ severity }) => severity === 'page')).toEqual([]);
      expect((await run('pager')).stdout).toMatch(/^ +staging: /m);
    });

    it('moves no figure of local', async () => {
      expect(await environmentsOf('ALERTS{alertname="ServiceDown",alertstate="firing"}')).toEqual([
        'staging',
      ]);
      const down = await metrics.instant('webstore:service_down:recent');
      expect(Object.fromEntries(down.map(({ labels, value }) => [labels['environment'], value]))).toEqual({
        local: 0,
        staging: 1,
      });
      const states = await slo();
      expect(new Set(states.map(({ environment }) => environment))).toEqual(new Set(['local']));
      expect(states.filter(({ alerts }) => alerts.some(({ severity }) => severity === 'page'))).toEqual([]);
      expect((await slo(...inStaging)).map(({ environment }) => environment)).toContain('staging');
    });
  });

  it('ends alone, and is no outage', async () => {
    const { exitCode, all } = await run('down', ...inStaging);
    expect(exitCode, all).toBe(exitCodes.ok);
    expect((await run('status', ...inStaging)).exitCode).toBe(exitCodes.notRunning);
    expect((await run('status')).exitCode).toBe(exitCodes.ok);
    await expect.poll(() => environmentsOf('up{job="services"}'), patiently).toEqual(['local']);
    await expect.poll(() => environmentsOf('slo:sli_seen:bool'), patiently).toEqual(['local']);
  });
});
