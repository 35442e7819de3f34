import { randomBytes } from 'node:crypto';
import { context, ROOT_CONTEXT, type Span } from '@opentelemetry/api';
import { StackContextManager } from '@opentelemetry/sdk-trace';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { counter, gauge, histogram, summary } from './metrics';
import { describeMetrics, exposition } from './registry';
import { markSynthetic } from '../propagation/synthetic';

const { share } = vi.hoisted(() => ({
  share: { keepShare: 0, sendsSpans: true, mostLabelValues: 100 },
}));
vi.mock('../config', () => ({ telemetryConfig: share }));

let number = 0;
const name = (suffix: string) => `test_${++number}_${suffix}`;
const traceId = randomBytes(16).toString('hex');
const span = (attributes: Record<string, string> = {}) =>
  ({
    attributes,
    isRecording: () => true,
    setAttribute: (key: string, value: string) => void (attributes[key] = value),
    spanContext: () => ({ traceId, spanId: '00f067aa0ba902b7', traceFlags: 1 }),
  }) as unknown as Span;
const lines = async (prefix: string) =>
  (await exposition()).body.split('\n').filter((line) => line.startsWith(prefix));

describe('metrics', () => {
  beforeEach(() => {
    Object.assign(share, { keepShare: 0, sendsSpans: true });
  });

  it('counts on the series of the labels', async () => {
    const sut = counter({ name: name('orders_total'), help: 'h', labels: ['country'] });
    sut.add({ country: 'DE' }, 0);
    sut.add({ country: 'BR' });
    sut.add({ country: 'BR' }, 2);
    expect(await lines(`test_${number}_orders_total{`)).toEqual([
      `test_${number}_orders_total{country="DE"} 0`,
      `test_${number}_orders_total{country="BR"} 3`,
    ]);
  });

  it('records an exemplar for a trace with a request to keep it', async () => {
    const sut = counter({ name: name('orders_total'), help: 'h', labels: ['country'] });
    sut.add({ country: 'BR' }, 1, span({ 'webstore.keep': 'declined' }));
    expect((await lines(`test_${number}_orders_total{`))[0]).toContain(`# {trace_id="${traceId}"`);
  });

  it('records no exemplar for a trace that is not kept', async () => {
    const orders = counter({ name: name('orders_total'), help: 'h', labels: ['country'] });
    orders.add({ country: 'BR' }, 1, span());
    const durations = histogram({ name: name('seconds'), help: 'h', labels: ['country'], buckets: [1] });
    durations.observe({ country: 'BR' }, 0.5, span());
    expect((await exposition()).body).not.toContain(`test_${number}_seconds_bucket{le="1",country="BR"} 1 #`);
    expect((await lines(`test_${number - 1}_orders_total{`))[0]).not.toContain('#');
  });

  it('records an exemplar for every trace if the kept share is 1', async () => {
    share.keepShare = 1;
    const sut = histogram({ name: name('seconds'), help: 'h', labels: ['country'], buckets: [1] });
    sut.observe({ country: 'BR' }, 0.5, span());
    const [bucket] = await lines(`test_${number}_seconds_bucket{le="1"`);
    expect(bucket).toContain(`# {trace_id="${traceId}",span_id="00f067aa0ba902b7"} 0.5`);
  });

  it('records none if spans are not exported', async () => {
    share.keepShare = 1;
    share.sendsSpans = false;
    const sut = counter({ name: name('orders_total'), help: 'h', labels: ['country'] });
    sut.add({ country: 'BR' }, 1, span());
    sut.add({ country: 'BR' }, 1, span({ 'webstore.keep': 'error' }));
    expect(await lines(`test_${number}_orders_total{`)).toEqual([
      `test_${number}_orders_total{country="BR"} 2`,
    ]);
  });

  it('does not replace a more interesting exemplar with one of the kept share before the scrape', async () => {
    vi.useFakeTimers();
    share.keepShare = 1;
    const sut = counter({ name: name('requests_total'), help: 'h', labels: ['status'] });
    const exemplar = async () => /span_id="([^"]+)"/.exec((await lines(`test_${number}_requests`))[0]!)?.[1];
    const spanNamed = (spanId: string, attributes = {}) =>
      ({ ...span(attributes), spanContext: () => ({ traceId, spanId }) }) as Span;
    sut.add({ status: 500 }, 1, spanNamed('00f067aa0ba90001', { 'webstore.keep': 'error' }));
    sut.add({ status: 500 }, 1, spanNamed('00f067aa0ba90002'));
    expect(await exemplar()).toBe('00f067aa0ba90001');
    sut.add({ status: 500 }, 1, spanNamed('00f067aa0ba90003', { 'webstore.keep': 'slow' }));
    expect(await exemplar()).toBe('00f067aa0ba90003');
    vi.advanceTimersByTime(10_001);
    sut.add({ status: 500 }, 1, spanNamed('00f067aa0ba90004'));
    expect(await exemplar()).toBe('00f067aa0ba90004');
    vi.useRealTimers();
  });

  it('excludes the synthetic customer from customer metrics', async () => {
    context.setGlobalContextManager(new StackContextManager().enable());
    const sut = counter({ name: name('orders_total'), help: 'h', labels: ['country'], customersOnly: true });
    sut.add({ country: 'DE' }, 1);
    context.with(markSynthetic(ROOT_CONTEXT), () => sut.add({ country: 'DE' }, 1));
    expect(await lines(`test_${number}_orders_total{`)).toEqual([
      `test_${number}_orders_total{country="DE"} 1`,
    ]);
    context.disable();
  });

  it('reads a gauge at the scrape', async () => {
    let age = 7;
    gauge({ name: name('age_seconds'), help: 'h', collect: (set) => set({}, age) });
    expect(await lines(`test_${number}_age_seconds `)).toEqual([`test_${number}_age_seconds 7`]);
    age = 9;
    expect(await lines(`test_${number}_age_seconds `)).toEqual([`test_${number}_age_seconds 9`]);
  });

  it('omits an unreadable gauge from a scrape, and counts the failure', async () => {
    let read = async () => 7;
    gauge({ name: name('age_seconds'), help: 'h', collect: async (set) => set({}, await read()) });
    expect(await lines(`test_${number}_age_seconds `)).toEqual([`test_${number}_age_seconds 7`]);
    read = () => Promise.reject(new Error('no database'));
    expect(await lines(`test_${number}_age_seconds `)).toEqual([]);
    read = () => new Promise(() => undefined);
    expect(await lines(`test_${number}_age_seconds `)).toEqual([]);
    expect(await lines(`webstore_metric_reads_failed_total{metric="test_${number}_age_seconds"}`)).toEqual([
      `webstore_metric_reads_failed_total{metric="test_${number}_age_seconds"} 2`,
    ]);
  });

  it('drops a series that a later scrape does not find', async () => {
    let states = ['used', 'idle'];
    const collect = (set: (labels: { state: string }, value: number) => void) =>
      states.forEach((state) => set({ state }, 1));
    gauge({ name: name('connections'), help: 'h', labels: ['state'], collect });
    expect(await lines(`test_${number}_connections{`)).toHaveLength(2);
    states = ['used'];
    expect(await lines(`test_${number}_connections{`)).toEqual([
      `test_${number}_connections{state="used"} 1`,
    ]);
  });

  it('keeps the first hundred values of a label, and counts metrics that have more', async () => {
    const sut = counter({ name: name('views_total'), help: 'h', labels: ['product', 'result'] });
    for (let product = 0; product < 150; product++) sut.add({ product: `p${product}`, result: 'ok' });
    const series = await lines(`test_${number}_views_total{`);
    expect(series).toHaveLength(101);
    expect(series).toContain(`test_${number}_views_total{product="p99",result="ok"} 1`);
    expect(series).toContain(`test_${number}_views_total{product="other",result="ok"} 50`);
    expect(await lines(`webstore_metric_label_values_refused_total{metric="test_${number}_views`)).toEqual([
      `webstore_metric_label_values_refused_total{metric="test_${number}_views_total",label="product"} 50`,
    ]);
  });

  it('exposes a histogram before its first event', async () => {
    const sut = histogram({ name: name('seconds'), help: 'h', labels: ['result'], buckets: [1] });
    sut.zero({ result: 'ok' });
    expect(await lines(`test_${number}_seconds_`)).toEqual([
      `test_${number}_seconds_bucket{le="1",result="ok"} 0`,
      `test_${number}_seconds_bucket{le="+Inf",result="ok"} 0`,
      `test_${number}_seconds_sum{result="ok"} 0`,
      `test_${number}_seconds_count{result="ok"} 0`,
    ]);
    sut.observe({ result: 'ok' }, 0.5);
    expect(await lines(`test_${number}_seconds_count`)).toEqual([
      `test_${number}_seconds_count{result="ok"} 1`,
    ]);
  });

  it('computes the quantiles of a summary in this process', async () => {
    const sut = summary({ name: name('seconds'), help: 'h', labels: ['result'], quantiles: [0.5, 0.99] });
    for (let value = 1; value <= 101; value++) sut.observe({ result: 'ok' }, value);
    const quantile = async (of: string) =>
      Number((await lines(`test_${number}_seconds{quantile="${of}"`))[0]?.split(' ')[1]);
    expect(await quantile('0.5')).toBeCloseTo(51, 0);
    expect(await quantile('0.99')).toBeCloseTo(100, 0);
  });

  it("describes all its metrics, with or without measurements, and Node's own", () => {
    counter({ name: name('orders_total'), help: 'Orders.', labels: ['country'], customersOnly: true });
    const found = describeMetrics().find((metric) => metric.name === `test_${number}_orders_total`);
    expect(found).toEqual({
      name: `test_${number}_orders_total`,
      type: 'counter',
      help: 'Orders.',
      labels: ['country'],
      exemplars: true,
      customersOnly: true,
    });
  });

  it('ends with the end mark of OpenMetrics', async () => {
    expect((await exposition()).body.trimEnd().endsWith('# EOF')).toBe(true);
    expect((await exposition()).contentType).toContain('application/openmetrics-text');
  });
});
