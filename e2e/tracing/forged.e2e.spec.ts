import { countries, segments } from '@webstore/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { newSpanId, newTraceId } from '@webstore/lab-core/clients/trace-id.ts';
import { payment } from '@webstore/supervisor/components/payment.ts';
import { samplingDecision, reasonsOf, traces } from '../support/assertions/sampling-decision.ts';
import { seriesValues, growth } from '../support/stores/metric-deltas.ts';
import { gateway } from '../support/fakes/gateway.ts';
import { services } from '@webstore/lab-core/clients/services.ts';
import { lab, ready, shop, withoutTheSyntheticCustomer } from '../support/labs/running-lab.ts';
import { mapConcurrently } from '@webstore/lab-core/map-concurrently.ts';
import { buy, newTraceIdInShare, see } from '../support/customers/sampled-traffic.ts';
import { withChanged } from '../support/labs/changed-component.ts';
import { storedLogs, storedMetrics, storedTraces } from '../support/stores/stored-telemetry.ts';

/** A word that exists only in the forged values of this run. */
const word = `forged${Date.now()}`;

const ourMarks = {
  'webstore-keep': 'error',
  'webstore-synthetic': 'true',
  'webstore-replayed': 'true',
  'webstore-trace-at': '1',
  'webstore-message-at': '1',
};

const forgeries: Record<string, Record<string, string>> = {
  'unknown values': { baggage: `webstore.country=${word},webstore.customer.segment=${word}` },
  'values that end well': {
    baggage: `webstore.country=DE%0A${word},webstore.customer.segment=vip%00${word}`,
  },
  'keys of ours': { baggage: `webstore.keep=${word},webstore.synthetic=true,webstore.order.id=${word}` },
  'keys of others': { baggage: `service.name=${word},http.route=${word},trace_id=${word},__proto__=${word}` },
  'too many entries': { baggage: Array.from({ length: 180 }, (_, n) => `${word}${n}=1`).join(',') },
  'too long an entry': { baggage: `webstore.country=${word}${'x'.repeat(7_000)}` },
  'no baggage at all': { baggage: `;;=${word},,=;%%${word}` },
  'our marks': { ...ourMarks, 'webstore-keep': word, tracestate: `shop=${word}` },
};

const aProduct = async () => `/products/${(await shop.products())[0]!.id}`;
const traceparent = (traceId: string, flags = '01') => `00-${traceId}-${newSpanId()}-${flags}`;

withoutTheSyntheticCustomer();

describe('a caller who forges', () => {
  const since = new Date(Date.now() - 1_000);
  const sent: string[] = [];

  beforeAll(async () => {
    await ready();
    const [customer] = await shop.customers('DE');
    for (const headers of Object.values(forgeries)) {
      const [seen, bought] = [newTraceIdInShare(), newTraceIdInShare()];
      await see(await aProduct(), seen, headers);
      await buy(customer!.id, { ...headers, traceparent: traceparent(bought) });
      sent.push(seen, bought);
    }
    await samplingDecision();
  });

  it('leaves no forged word in any trace, and every trace is stored', async () => {
    const missing = await mapConcurrently(sent, async (id) => ((await traces.get(id)) ? [] : [id]));
    expect(missing.flat()).toEqual([]);
    expect(await storedTraces(since)).not.toContain(word);
  });

  it('leaves no forged word in any log line', async () => {
    const stored = await storedLogs(since);
    expect(sent.filter((id) => !stored.includes(id))).toEqual([]);
    expect(stored).not.toContain(word);
  });

  it('leaves no forged word in any metric, and no unknown country or segment', async () => {
    expect(await storedMetrics()).not.toContain(word);
    const labels = (await Promise.all(services.map(seriesValues))).flatMap((series) => [...series.keys()]);
    const known = [...countries, ...segments, 'other'];
    const values = labels.flatMap((series) => [...series.matchAll(/(?:country|segment)="([^"]*)"/g)]);
    expect(new Set(values.map(([, value]) => value))).toContain('DE');
    expect(values.filter(([, value]) => !known.includes(value!))).toEqual([]);
  });

  it('decides nothing by the sampled flag', async () => {
    const inShare = ['00', '01', 'ff'].map((flags) => ({ flags, traceId: newTraceIdInShare() }));
    const outside = ['00', '01', 'ff'].map((flags) => ({ flags, traceId: newTraceId() }));
    for (const { flags, traceId } of [...inShare, ...outside])
      await see(await aProduct(), traceId, { traceparent: traceparent(traceId, flags) });
    await samplingDecision();
    for (const { flags, traceId } of inShare)
      expect(reasonsOf(await traces.get(traceId)), flags).toEqual(['share']);
    for (const { flags, traceId } of outside) expect(await traces.get(traceId), flags).toBeUndefined();
  });

  it('forces no trace to be kept, and is counted like any customer', async () => {
    const before = await seriesValues('catalog');
    const marked = Object.entries(ourMarks).map((mark) => ({ mark, traceId: newTraceId() }));
    for (const { mark, traceId } of marked)
      await see(await aProduct(), traceId, Object.fromEntries([mark, ['authorization', 'Bearer synthetic']]));
    const after = await seriesValues('catalog');
    const series = 'method="GET",route="/products/:id",status="200"';
    for (const sli of ['requests_total', 'request_duration_seconds_count']) {
      const [grown] = Object.values(growth(before, after, `webstore_http_${sli}{${series}}`));
      expect(grown, sli).toBeGreaterThanOrEqual(marked.length);
    }
    expect(growth(before, after, 'webstore_synthetic_requests_total')).toEqual({});
    await samplingDecision();
    for (const { mark, traceId } of marked)
      expect(await traces.get(traceId), mark.join(': ')).toBeUndefined();
  });

  it('buys under the customer id of the login', async () => {
    const customer = (await shop.customers('DE')).find(({ segment }) => segment !== 'vip')!;
    const before = await seriesValues('checkout');
    const claims = { baggage: 'webstore.country=BR,webstore.customer.segment=vip' };
    const { order, traceId } = await buy(customer.id, {
      ...ourMarks,
      ...claims,
      traceparent: traceparent(newTraceId()),
    });
    const grown = growth(before, await seriesValues('checkout'), 'webstore_orders_total');
    const labels = (result: string) => `{country="DE",segment="${customer.segment}",result="${result}"}`;
    expect(grown).toEqual({
      [`webstore_orders_total${labels('accepted')}`]: 1,
      [`webstore_orders_total${labels(order.state)}`]: 1,
    });
    await samplingDecision();
    expect(reasonsOf(await traces.get(traceId))).not.toContain('vip');
  });
});

describe('the bank outside', () => {
  /** Headers that any HTTP client sends. */
  const ordinary = [
    'host',
    'connection',
    'content-type',
    'content-length',
    'transfer-encoding',
    'accept',
    'accept-encoding',
    'accept-language',
    'sec-fetch-mode',
    'user-agent',
  ];

  it("receives the order, the amount and the country, and neither the trace nor a caller's forged values", async () => {
    await ready();
    const entrance = await gateway(lab.url('acquirer'));
    const through = { ACQUIRER_URL: entrance.url };
    const traceId = newTraceIdInShare();
    const headers = {
      ...ourMarks,
      traceparent: traceparent(traceId),
      tracestate: `shop=${word}`,
      baggage: `webstore.country=BR,webstore.customer.segment=vip,webstore.request.id=${word},key=${word}`,
      'x-request-id': word,
      'user-agent': word,
    };
    const [customer] = await shop.customers('DE');
    const { order } = await withChanged(
      payment,
      ({ env }) => ({ env: { ...env, ...through } }),
      () => buy(customer!.id, headers),
    );
    entrance.close();
    const names = new Set(entrance.passed.flatMap((request) => Object.keys(request.headers)));
    expect([...names].filter((name) => !ordinary.includes(name))).toEqual([]);
    expect(JSON.stringify(entrance.passed)).not.toMatch(new RegExp(`${word}|${traceId}`));
    const charges = entrance.passed.filter(({ path }) => path === '/captures');
    expect(charges.map(({ body }) => JSON.parse(body) as unknown)).toContainEqual({
      orderId: order.id,
      amountCents: order.totalCents,
      currency: 'EUR',
      country: 'DE',
    });
  });
});
