import { Metrics } from '@webstore/signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acquirer } from '../src/stack/acquirer.ts';
import { pagesSince } from './alerts-by-hand.ts';
import { Crowd } from './crowd.ts';
import { reasonsOf, traces } from './decided.ts';
import { lab, ready } from './running-lab.ts';
import { runbookAnswers } from './runbook-queries.ts';
import { preloading, withChanged } from './stand-in.ts';

const metrics = new Metrics({ baseUrl: lab.url('prometheus') });
const one = async (query: string) => (await metrics.instant(query))[0]?.value ?? 0;
const aboutPayments = ['PaymentSuccess', 'PaymentSuccessByCountry'];

/** Pages about payments since then, by alert and country. */
const paged = async (since: string) =>
  (await pagesSince(since)).filter(
    ({ alert, severity }) => severity === 'page' && aboutPayments.includes(alert),
  );

describe('a bank', () => {
  let crowd: Crowd;
  beforeAll(async () => {
    await ready();
    crowd = new Crowd(6, 1_000);
  });
  afterAll(async () => {
    await crowd.leave();
    await ready();
  });

  it('that declines more than twice as often is seen to decline, and burns no objective', async () => {
    const declines = 'sum(webstore_payments_total{result="declined"})';
    const errors = 'sum(webstore_payments_total{result="error"})';
    const since = new Date().toISOString();
    await withChanged(acquirer, preloading('bank-behaves.ts', { MORE_DECLINES: '0.3' }), async () => {
      // What it missed while it was exchanged has failed, and is tried again.
      await crowd.buysMore(20);
      const [declinedBefore, failedBefore] = [await one(declines), await one(errors)];
      await crowd.buysMore(200);
      await expect.poll(() => one(declines), { timeout: 60_000 }).toBeGreaterThan(declinedBefore + 30);
      expect(await one(errors)).toBe(failedBefore);
    });
    expect(await paged(since)).toEqual([]);
  });

  it('that lets half of the charges of one country time out is paged, with the country and with a trace of it', async () => {
    const since = new Date().toISOString();
    const half = { SLOW_COUNTRY: 'BR', SLOW_SHARE: '0.5' };
    await withChanged(acquirer, preloading('bank-behaves.ts', half), async () => {
      await expect
        .poll(() => paged(since), { timeout: 240_000, interval: 1_000 })
        .toMatchObject([{ alert: 'PaymentSuccessByCountry', labels: { country: 'BR' }, status: 'firing' }]);
      const traceId = async () => (await paged(since))[0]?.traceId;
      await expect.poll(traceId, { timeout: 60_000 }).toEqual(expect.any(String));
      const id = (await traceId())!;
      await expect.poll(async () => reasonsOf(await traces.get(id)), { timeout: 60_000 }).toContain('error');
      await runbookAnswers('docs/runbooks/payment-success-by-country.md');
      // Before the bank is exchanged again: what it misses meanwhile is everybody's.
      expect(await paged(since)).toMatchObject([{ labels: { country: 'BR' } }]);
    });
  }, 600_000);
});
