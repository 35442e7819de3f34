import { resolveFault } from '@webstore/faults';
import { eventually } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measured } from '@webstore/lab/host/faults/measured.ts';
import { allOrdersEnd, accountsBalance } from '../support/assertions/accounting-invariants.ts';
import { lab, ready, run, shop } from '../support/labs/running-lab.ts';
import { OpenLoopCustomers } from '../support/customers/open-loop-customers.ts';

const seen = { timeoutMs: 90_000, everyMs: 1_000 };

describe('money, when events arrive more than once', () => {
  beforeAll(() => ready());
  afterAll(async () => {
    await run('heal');
    await ready();
  });

  const during = async (id: string, isSeen: () => Promise<void>) => {
    const visitors = await OpenLoopCustomers.come();
    expect(await run('break', id)).toMatchObject({ exitCode: 0 });
    try {
      await eventually(isSeen, seen);
    } finally {
      await visitors.leave();
      expect(await run('heal', id)).toMatchObject({ exitCode: 0 });
    }
    await allOrdersEnd();
  };

  it('adds up while payment deduplicates them', async () => {
    await during('retry-storm', async () => {
      expect(await measured(lab, resolveFault('retry-storm').signal)).toBeGreaterThan(2);
    });
    await accountsBalance();
  });

  it('is charged twice when payment does not, and refunded to the cent by healing', async () => {
    let more = 0;
    await during('charged-twice', async () => {
      const [orders, { captures, refunds }] = [await shop.orders(), await shop.ledger()];
      more = captures - refunds - orders.states.completed - orders.states.pending;
      expect(more).toBeGreaterThan(20);
    });
    console.log(`charged beside an order: ${more} and more`);
    await accountsBalance();
  });
});
