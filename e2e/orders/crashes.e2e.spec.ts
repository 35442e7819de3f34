import { beforeAll, describe, expect, it } from 'vitest';
import { allOrdersEnd, accountsBalance } from '../support/assertions/accounting-invariants.ts';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { control, ready, run } from '../support/labs/running-lab.ts';

async function pidOf(part: string): Promise<number> {
  return (await control.stateOf(part)).pid!;
}

describe('kill -9 in the middle of traffic loses no accepted order and charges no customer twice', () => {
  beforeAll(() => ready());

  it.each(['checkout', 'payment', 'kafka'])('of %s', async (part) => {
    const before = await pidOf(part);
    const crowd = new ClosedLoopCustomers(5);
    await crowd.buysMore(10);
    expect(await run('kill', part)).toMatchObject({ exitCode: 0 });
    await crowd.buysMore(20);
    await crowd.leave();
    await ready();
    expect(await pidOf(part)).not.toBe(before);

    await allOrdersEnd(120_000);
    const { completed = 0, cancelled = 0, ...others } = await crowd.outcomes();
    expect(others).toEqual({});
    expect(completed + cancelled).toBe(crowd.accepted.length);
    expect(completed).toBeGreaterThan(0);
    await accountsBalance();
  });
});
