import type { Span, Traces } from '@webstore/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aRound, at, type Course, now, onset, steps } from '../src/incident/round.fixture.ts';
import { solve } from './solve.ts';

const up = 'max by (service) (up';
const addresses = 'up{job="services"';
const declines = 'sum by (country) (rate(webstore_payments_total';
const times = 'histogram_quantile(0.95, sum by (country, le) (rate(webstore_payment_duration';
const duplicates = 'sum by (service) (rate(webstore_kafka_messages_total';
const arrived = 'sum by (service) (label_join(rate(traces_span_metrics_calls_total';

const span = (rest: Partial<Span>): Partial<Span> => ({
  id: '1',
  service: 'cart',
  kind: 'client',
  status: 'unset',
  attributes: {},
  durationMs: 2_000,
  ...rest,
});
/** The store's data, by service and reason. */
const stored: Record<string, Partial<Span>[]> = {
  'cart error': [span({ status: 'error', attributes: { 'server.port': 8001 } })],
  'payment slow': [
    span({
      service: 'payment',
      attributes: { 'http.request.method': 'POST', 'webstore.country': 'DE' },
    }),
  ],
  'checkout share': [1, 2].map(() => span({ service: 'checkout', kind: 'producer', durationMs: 3 })),
  synthetic: [
    span({ service: 'synthetic', durationMs: 90, attributes: { 'webstore.synthetic': true } }),
    span({ service: 'checkout', kind: 'server', durationMs: 90 }),
  ],
  'checkout /orders': [span({ service: 'checkout', kind: 'server', durationMs: 90 })],
};
const traces: Traces = {
  get: (id) => Promise.resolve({ id, spans: (stored[id] ?? []) as Span[] }),
  // The newest order was not placed by a customer.
  find: ({ service, attributes = {} }) =>
    Promise.resolve(['synthetic', `${service} ${attributes['webstore.keep'] ?? attributes['http.route']}`]),
};

type Drawn = Record<string, { labels: Record<string, string>; course: Course }[]>;

/** The solver's answers and actions; an action that contains the word `refused` fails. */
async function solved(series: Drawn, refused = 'nothing') {
  const done: string[][] = [];
  const { metrics, startedAt } = aRound({ series });
  const answers = await solve({ metrics, traces, startedAt }, (...args) => {
    done.push(args);
    return args.includes(refused) ? Promise.reject(new Error('refused')) : Promise.resolve();
  });
  return { answers, done };
}

const service = (name: string, course: Course) => ({ labels: { service: name }, course });
const country = (code: string, course: Course) => ({ labels: { country: code }, course });
const usual: Drawn = {
  [addresses]: [{ labels: { service: 'catalog', instance: '127.0.0.1:8001' }, course: () => 1 }],
  [up]: [service('cart', () => 1)],
  [declines]: [country('BR', () => 0.15)],
  [times]: [country('DE', () => 0.1), country('JP', () => 0.9)],
};
const isNear = (answer: string | undefined) =>
  expect(Math.abs(Date.parse(answer!) - at(onset).getTime())).toBeLessThanOrEqual(5_000);

describe('the solver of incidents', () => {
  beforeEach(() => void vi.useFakeTimers({ now: at(now) }));
  afterEach(() => void vi.useRealTimers());

  it('finds the component that is down and the onset, and starts it', async () => {
    const withStoppedCatalog = {
      ...usual,
      [up]: [service('cart', () => 1), service('catalog', steps(1, 0))],
    };
    const { answers, done } = await solved(withStoppedCatalog);
    expect(answers).toMatchObject({ component: 'catalog', cause: 'outage', trace: 'cart error' });
    isNear(answers['onset']);
    expect(done).toEqual([['mitigate', 'restart', 'catalog']]);
  });

  it('concludes a bad configuration when a restart does not help and a rollback does', async () => {
    const withStoppedCatalog = { ...usual, [up]: [service('catalog', steps(1, 0))] };
    const { answers, done } = await solved(withStoppedCatalog, 'restart');
    expect(answers).toMatchObject({ component: 'catalog', cause: 'configuration' });
    expect(done.at(-1)).toEqual(['mitigate', 'rollback', 'catalog']);
  });

  it('blames no service that was down only for a moment, such as during a deploy', async () => {
    const back = { ...usual, [up]: [service('catalog', steps(1, 0, onset + 30))] };
    expect((await solved(back)).answers).toMatchObject({ component: 'none', trace: 'checkout /orders' });
  });

  it('finds the bank that is slow for one country, and switches to the standby', async () => {
    const slow = { ...usual, [times]: [country('DE', steps(0.1, 2.6)), country('JP', () => 0.9)] };
    const { answers, done } = await solved(slow);
    expect(answers).toMatchObject({ component: 'acquirer', cause: 'slow-dependency', trace: 'payment slow' });
    expect(done).toEqual([['mitigate', 'config', 'payment', 'bank=standby']]);
  });

  it('finds the service that sends duplicates, with a trace in which a message is sent twice', async () => {
    const again = { ...usual, [duplicates]: [service('payment', steps(0, 4))] };
    const { answers, done } = await solved(again);
    expect(answers).toMatchObject({ component: 'checkout', cause: 'configuration', trace: 'checkout share' });
    expect(done).toEqual([['mitigate', 'rollback', 'checkout']]);
  });

  it('finds the service whose spans do not arrive, and names no trace', async () => {
    const muted = { ...usual, [arrived]: [service('cart', steps(1, 0.02)), service('catalog', () => 1)] };
    const { answers, done } = await solved(muted);
    expect(answers).toMatchObject({ component: 'cart', cause: 'telemetry', trace: 'none' });
    expect(done).toEqual([['mitigate', 'rollback', 'cart']]);
  });

  it('blames no component while all is at the baseline, and answers so only after a wait', async () => {
    const { answers, done } = await solved(usual);
    expect(answers).toMatchObject({
      component: 'none',
      cause: 'none',
      onset: 'none',
      trace: 'checkout /orders',
    });
    expect(done).toEqual([]);
    vi.setSystemTime(at(200));
    await expect(solved(usual)).rejects.toThrow('nothing has left its usual range');
  });
});
