import type { Traces } from '@webstore/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aRound, at, type Course, now, onset, steps } from '../src/incident/some-round.ts';
import { solve } from './solve.ts';

const up = 'max by (service) (up';
const declines = 'sum by (country) (rate(webstore_payments_total';
const times = 'histogram_quantile(0.95, sum by (country, le) (rate(webstore_payment_duration';

/** A store that has one trace of each service for each reason. */
const traces: Traces = {
  get: (id) => Promise.resolve({ id, spans: [] }),
  find: ({ service, attributes = {} }) =>
    Promise.resolve([`${service} ${attributes['webstore.keep'] ?? attributes['http.route']}`]),
};

async function solved(series: Record<string, { labels: Record<string, string>; course: Course }[]>) {
  const done: string[][] = [];
  const { metrics, startedAt } = aRound({ series });
  const answers = await solve({ metrics, traces, startedAt }, (...args) => {
    done.push(args);
    return Promise.resolve();
  });
  return { answers, done };
}

const service = (name: string, course: Course) => ({ labels: { service: name }, course });
const country = (code: string, course: Course) => ({ labels: { country: code }, course });
const usual = {
  [up]: [service('cart', () => 1)],
  [declines]: [country('BR', () => 0.15)],
  [times]: [country('DE', () => 0.1), country('JP', () => 0.9)],
};

describe('the solver of incidents', () => {
  beforeEach(() => void vi.useFakeTimers({ now: at(now) }));
  afterEach(() => void vi.useRealTimers());

  it('finds who is away, since when, and starts it', async () => {
    const away = { ...usual, [up]: [service('cart', () => 1), service('catalog', steps(1, 0))] };
    const { answers, done } = await solved(away);
    expect(answers).toMatchObject({ component: 'catalog', cause: 'outage', trace: 'payment error' });
    expect(Math.abs(Date.parse(answers['onset']!) - at(onset).getTime())).toBeLessThanOrEqual(5_000);
    expect(done).toEqual([['mitigate', 'restart', 'catalog']]);
  });

  it('finds the bank that is slow for one country, and goes to the other', async () => {
    const slow = { ...usual, [times]: [country('DE', steps(0.1, 2.6)), country('JP', () => 0.9)] };
    const { answers, done } = await solved(slow);
    expect(answers).toMatchObject({ component: 'acquirer', cause: 'slow-dependency', trace: 'payment slow' });
    expect(done).toEqual([['mitigate', 'config', 'payment', 'bank=standby']]);
  });

  it('accuses nobody while all is as usual, and says so only after it has waited', async () => {
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
