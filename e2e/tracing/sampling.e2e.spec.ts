import { syntheticCustomerId } from '@webstore/contracts';
import { services } from '@webstore/lab-core/clients/services.ts';
import { Metrics } from '@webstore/signals';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Proof } from '@webstore/lab/commands/prove/proof.ts';
import { samplingDecision, reasonsOf, traces } from '../support/assertions/sampling-decision.ts';
import { seriesValues, growth } from '../support/stores/metric-deltas.ts';
import { exemplars, isWhole, notStored, storedOf } from '../support/assertions/trace-assertions.ts';
import { lab, ready, runJson, shop } from '../support/labs/running-lab.ts';
import { mapConcurrently } from '@webstore/lab-core/map-concurrently.ts';
import { browse, buy, type TracedOrder } from '../support/customers/sampled-traffic.ts';
import { sent, sentByAll } from '../support/assertions/span-accounting.ts';

const metrics = new Metrics({ baseUrl: lab.url('prometheus') });
const share = Number(lab.settings().WEBSTORE_KEEP_SHARE);
const inShare = (traceId: string) => Number.parseInt(traceId.slice(-14), 16) < share * 2 ** 56;
const patiently = { timeout: 60_000, interval: 1_000 };

describe('sampling by value', () => {
  const began = new Date();
  let browsed: string[];
  let orders: TracedOrder[];
  let droppedBefore: number;

  beforeAll(async () => {
    await ready();
    droppedBefore = (await sentByAll('spans')).dropped;
    browsed = await browse(3_000);
    const customers = await shop.customers();
    orders = await mapConcurrently([...customers, ...(await shop.customers('BR'))].slice(0, 60), ({ id }) =>
      buy(id),
    );
    await samplingDecision();
  });

  it('keeps ten percent of the traces that have no other reason to be kept', async () => {
    // A span dropped from a full queue is kept in no case, which proves nothing about the share.
    expect((await sentByAll('spans')).dropped).toBe(droppedBefore);
    const stored = await mapConcurrently(browsed, async (id) => ({
      id,
      reasons: reasonsOf(await traces.get(id)),
    }));
    const ordinary = stored.filter(({ reasons }) => reasons.every((reason) => reason === 'share'));
    const kept = ordinary.filter(({ reasons }) => reasons.length > 0);
    expect(ordinary.length).toBeGreaterThan(2_500);
    expect(kept.map(({ id }) => id)).toEqual(ordinary.filter(({ id }) => inShare(id)).map(({ id }) => id));
    expect(kept.length / ordinary.length).toBeGreaterThan(share - 0.02);
    expect(kept.length / ordinary.length).toBeLessThan(share + 0.02);
  });

  it('keeps every order that was declined, of high value, or of a VIP', async () => {
    const worthIt = orders.filter(
      ({ order }) =>
        order.reason === 'payment_declined' || order.segment === 'vip' || order.totalCents >= 50_000,
    );
    expect(worthIt.length).toBeGreaterThan(0);
    const lost = await mapConcurrently(worthIt, async ({ traceId }) =>
      (await traces.get(traceId)) ? [] : [traceId],
    );
    expect(lost.flat()).toEqual([]);
  });

  it('stores the trace of an order completely or not at all', async () => {
    const stored = await storedOf(orders);
    expect(stored.length).toBeGreaterThan(0);
    for (const one of stored) isWhole(one);
  });

  it('has a stored trace for every exemplar that is older than 30 seconds', async () => {
    const young = () => exemplars(began, new Date(Date.now() - 30_000));
    // Own traffic on each of them: requests, messages, the database, payments, orders.
    const names = async () => new Set((await young()).map(({ series }) => series['__name__']));
    await expect
      .poll(names, { timeout: 90_000, interval: 2_000 })
      .toSatisfy((seen: Set<string>) =>
        [
          'http_requests_total',
          'http_request_duration_seconds_bucket',
          'kafka_messages_total',
          'kafka_message_duration_seconds_bucket',
          'database_query_duration_seconds_bucket',
          'database_connection_wait_seconds_bucket',
          'payments_total',
          'payment_duration_seconds_bucket',
          'orders_total',
          'order_duration_seconds_bucket',
        ].every((name) => seen.has(`webstore_${name}`)),
      );
    const pointers = (await young()).map(({ traceId }) => traceId!);
    expect(await notStored(pointers), `of ${pointers.length}`).toEqual([]);
  });

  it('counts kept traces by reason', async () => {
    const kept = await metrics.instant('sum by (reason) (webstore_traces_total) > 0');
    expect(kept.map(({ labels }) => labels['reason'])).toEqual(
      expect.arrayContaining(['share', 'none', 'asked']),
    );
  });

  it('accounts for every span as sent or dropped', async () => {
    const unaccounted = async () => {
      const { created, exported, dropped } = await sent('checkout', 'spans');
      return created - exported - dropped;
    };
    await expect.poll(unaccounted, patiently).toBe(0);
    expect((await sent('checkout', 'spans')).exported).toBeGreaterThan(1_000);
  });
});

describe('a caller with the token', () => {
  it('can follow its request through every hop, although no sampling share includes its traces', async () => {
    const { exitCode, json } = await runJson<Proof>('prove', '--json', '--orders', '5');
    const { hops } = json;
    expect(hops.filter(({ ok }) => !ok)).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it('is marked and is in no count of customers when it is the synthetic customer', async () => {
    const before = await seriesValues('checkout');
    const authorization = `Bearer ${lab.settings().SYNTHETIC_TOKEN}`;
    const { traceId } = await buy(syntheticCustomerId, { authorization, 'webstore-keep': 'true' });
    const after = await seriesValues('checkout');
    expect(growth(before, after, 'webstore_orders_total')).toEqual({});
    expect(growth(before, after, 'webstore_funnel_stage_total')).toEqual({});
    expect(growth(before, after, 'webstore_http_requests_total{method="POST"')).toEqual({});
    expect(growth(before, after, 'webstore_synthetic_requests_total')).not.toEqual({});
    await expect
      .poll(async () => (await traces.get(traceId))?.spans.length ?? 0, patiently)
      .toBeGreaterThan(30);
    const { spans } = (await traces.get(traceId))!;
    const marked = spans.filter(({ attributes }) => attributes['webstore.synthetic'] === true);
    expect(new Set(marked.map(({ service }) => service))).toEqual(new Set(services));
  });
});
