import { Metrics } from '@webstore/signals';
import { beforeAll, describe, expect, it } from 'vitest';
import { acquirer } from '@webstore/supervisor/components/acquirer.ts';
import { pagesSince } from '../support/customers/alerts-by-hand.ts';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { reasonsOf, traces } from '../support/assertions/sampling-decision.ts';
import { fires } from '../support/stores/firing.ts';
import { lab, ready } from '../support/labs/running-lab.ts';
import { runbookAnswers } from '../support/stores/runbook-queries.ts';
import { preloading, withChanged } from '../support/labs/changed-component.ts';

const metrics = new Metrics({ baseUrl: lab.url('prometheus') });
const one = async (query: string) => (await metrics.instant(query))[0]?.value ?? 0;
const aboutPayments = ['PaymentSuccess', 'PaymentSuccessByCountry'];

/** Pages about payments since this time, by alert and country. */
const paged = async (since: string) =>
  (await pagesSince(since)).filter(
    ({ alert, severity }) => severity === 'page' && aboutPayments.includes(alert),
  );

/**
 * With another bank and customers. No customer buys while the bank is replaced, because every payment would
 * fail.
 */
async function withBank(
  settings: Record<string, string>,
  use: (crowd: ClosedLoopCustomers) => Promise<void>,
  [size, thinkMs] = [6, 500],
) {
  await withChanged(acquirer, preloading('bank-behaves.ts', settings), async () => {
    const crowd = new ClosedLoopCustomers(size, thinkMs);
    try {
      await use(crowd);
    } finally {
      await crowd.leave();
      // An order whose charges all time out ends as a dead letter; until then its message waits.
      const waiting = 'max_over_time(sum(kafka_consumergroup_lag{consumergroup="payment"})[15s:5s])';
      await expect.poll(() => one(waiting), { timeout: 180_000, interval: 1_000 }).toBe(0);
    }
  });
}

describe('a bank', () => {
  const declines = 'sum(webstore_payments_total{result="declined"})';
  const errors = 'sum(webstore_payments_total{result="error"})';
  const attempted = 'sum(webstore_payments_total)';
  beforeAll(() => ready());

  it('that declines more than twice as often raises the decline rate, and burns no objective', async () => {
    const since = new Date().toISOString();
    await withBank({ MORE_DECLINES: '0.3' }, async (crowd) => {
      await crowd.buysMore(20);
      const [declinedBefore, failedBefore] = [await one(declines), await one(errors)];
      await crowd.buysMore(200);
      await expect.poll(() => one(declines), { timeout: 60_000 }).toBeGreaterThan(declinedBefore + 30);
      expect(await one(errors)).toBe(failedBefore);
    });
    expect(await paged(since)).toEqual([]);
  });

  it('that leaves one charge of a hundred unanswered causes no page within three minutes', async () => {
    const since = new Date().toISOString();
    await withBank({ SLOW_COUNTRY: '*', SLOW_SHARE: '0.01' }, async (crowd) => {
      await crowd.buysMore(20);
      const began = Date.now();
      const [attempts, failed] = [await one(attempted), await one(errors)];
      while (Date.now() - began < 180_000) {
        await crowd.buysMore(20);
        expect(await paged(since)).toEqual([]);
      }
      const share = ((await one(errors)) - failed) / ((await one(attempted)) - attempts);
      expect(share).toBeGreaterThan(0.005);
      expect(share).toBeLessThan(0.02);
    });
    expect(await paged(since)).toEqual([]);
  }, 600_000);

  it("that lets half of one country's charges time out causes a page with the country and an example trace", async () => {
    const since = new Date().toISOString();
    await withBank({ SLOW_COUNTRY: 'BR', SLOW_SHARE: '0.5' }, async () => {
      await expect
        .poll(() => paged(since), { timeout: 240_000, interval: 1_000 })
        .toMatchObject([{ alert: 'PaymentSuccessByCountry', labels: { country: 'BR' }, status: 'firing' }]);
      const traceId = async () => (await paged(since))[0]?.traceId;
      await expect.poll(traceId, { timeout: 60_000 }).toEqual(expect.any(String));
      const id = (await traceId())!;
      await expect.poll(async () => reasonsOf(await traces.get(id)), { timeout: 60_000 }).toContain('error');
      await runbookAnswers('docs/runbooks/payment-success-by-country.md');
      expect(await paged(since)).toMatchObject([{ labels: { country: 'BR' } }]);
    });
  }, 600_000);

  it("that lets half of all charges time out causes a page, and the runbook's queries have answers", async () => {
    const isPaged = async () => {
      const { labels } = await fires('PaymentSuccess', 'severity="page"');
      expect(labels).toMatchObject({ team: 'payments', category: 'slo' });
    };
    // More orders than this take longer than the test: every second order keeps payment waiting for five
    // seconds.
    await withBank({ SLOW_COUNTRY: '*', SLOW_SHARE: '0.5' }, isPaged, [2, 2_000]);
  }, 600_000);
});
