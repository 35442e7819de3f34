import type { Ledger, OrdersSummary, Stock } from '@webstore/contracts';
import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import { shop } from '../labs/running-lab.ts';

/** Maximum time in which accepted orders must end: one minute. */
export async function allOrdersEnd(withinMs = 60_000): Promise<void> {
  const nonePending = async () => expect((await shop.orders()).states.pending).toBe(0);
  await eventually(nonePending, { timeoutMs: withinMs });
}

/** Invariants once no order is pending: no customer was charged twice, and money and goods add up. */
export async function accountsBalance(): Promise<void> {
  const { orders, ledger, stock } = await settledAccounts();
  const { captures, refunds, capturedCents, refundedCents } = ledger;
  expect(captures - refunds, 'captures less refunds').toBe(orders.states.completed);
  expect(capturedCents - refundedCents, 'captures less refunds, in cents').toBe(orders.completedCents);
  for (const { productId, onHand, sold, seeded, restocked } of stock) {
    expect(onHand + sold, `${productId}: on hand and sold`).toBe(seeded + restocked);
  }
}

/**
 * All accounts at a moment without pending orders. The synthetic customer's orders are included. So are the
 * warehouse's sales: the last completion may still be in transit.
 */
async function settledAccounts() {
  let accounts!: { orders: OrdersSummary; ledger: Ledger; stock: Stock[] };
  const still = async () => {
    const orders = await shop.orders();
    accounts = { orders, ledger: await shop.ledger(), stock: await shop.stock() };
    const sold = accounts.stock.filter((one) => one.sold > 0).map((one) => [one.productId, one.sold]);
    expect(Object.fromEntries(sold)).toEqual(orders.sold);
    expect(orders.states.pending).toBe(0);
    expect(await shop.orders()).toEqual(orders);
  };
  await eventually(still, { timeoutMs: 30_000 });
  return accounts;
}
