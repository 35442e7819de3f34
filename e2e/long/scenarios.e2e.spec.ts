import { beforeAll, describe, expect, it } from 'vitest';
import { allOrdersEnd, accountsBalance } from '../support/assertions/accounting-invariants.ts';
import { ready, run, shop } from '../support/labs/running-lab.ts';

const send = (scenario: string, users: number, duration: string) =>
  run('traffic', scenario, '--users', String(users), '--duration', duration);
const pending = async () => (await shop.orders()).states.pending;

describe('customers', () => {
  beforeAll(() => ready());

  it.each([
    ['five times as many for twenty seconds', 'spike', 2],
    ['for longer', 'soak', 3],
  ] as const)('who arrive %s receive all that they ordered', async (_how, scenario, users) => {
    const { exitCode, all } = await send(scenario, users, '60s');
    expect(exitCode, all).toBe(0);
    await allOrdersEnd();
    await accountsBalance();
  });

  it('who all want the same product learn that it is sold out, and buy no more than the stock', async () => {
    const { exitCode, all } = await send('competing', 12, '40s');
    expect(exitCode, all).toBe(0);
    expect(Number(/orders_sold_out\.+: (\d+)/.exec(all)?.[1])).toBeGreaterThan(0);
    await allOrdersEnd();
    await accountsBalance();
  });

  it("in growing numbers find the shop's breaking point, and the accounts still add up", async () => {
    const { exitCode, all } = await send('breakpoint', 10, '120s');
    expect(exitCode, all).not.toBe(0);
    expect(all).toContain('thresholds on metrics');
    await allOrdersEnd(300_000);
    await accountsBalance();
  });

  it('who order while payment is down are served when it is back', async () => {
    const sent = send('payment-outage', 3, '60s');
    try {
      await expect.poll(pending, { timeout: 30_000 }).toBeGreaterThan(0);
      await run('stop', 'payment');
      await expect.poll(pending, { timeout: 90_000 }).toBeGreaterThan(10);
    } finally {
      await run('start', 'payment');
    }
    const { exitCode, all } = await sent;
    expect(exitCode, all).toBe(0);
    await allOrdersEnd();
    await accountsBalance();
  });
});
