import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import { shop } from './running-lab.ts';

/** Accepted orders must have ended within a minute. */
export async function allOrdersEnd(withinMs = 60_000): Promise<void> {
  const nonePending = async () => expect((await shop.orders()).states.pending).toBe(0);
  await eventually(nonePending, { timeoutMs: withinMs });
}

/** What must always be true once no order is pending: nobody was charged twice, and money and goods add up. */
export async function booksAddUp(): Promise<void> {
  const { captures, refunds, capturedCents, refundedCents } = await shop.ledger();
  const orders = await shop.orders();
  expect(captures - refunds, 'captures less refunds').toBe(orders.states.completed);
  expect(capturedCents - refundedCents, 'captures less refunds, in cents').toBe(orders.completedCents);

  // The last completion may still be on its way to the warehouse.
  const soldByCatalog = async () => {
    const sold = (await shop.stock()).filter((one) => one.sold > 0);
    return Object.fromEntries(sold.map((one) => [one.productId, one.sold]));
  };
  await expect.poll(soldByCatalog, { timeout: 30_000, interval: 250 }).toEqual(orders.sold);
  for (const { productId, onHand, sold, seeded, restocked } of await shop.stock()) {
    expect(onHand + sold, `${productId}: on hand and sold`).toBe(seeded + restocked);
  }
}
