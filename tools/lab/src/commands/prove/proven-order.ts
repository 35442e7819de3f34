import { setTimeout as pause } from 'node:timers/promises';
import type { Order } from '@webstore/contracts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { Shop } from '@webstore/lab-core/clients/shop.ts';
import { asABrowserSends } from './browser.ts';
import { newTraceId } from '@webstore/lab-core/clients/trace-id.ts';

export interface ProvenOrder {
  order: Order;
  traceId: string;
  placedAt: Date;
  /** From the request to the end of the order. */
  tookMs: number;
  /** Orders that the bank declined before this one succeeded. */
  declined: number;
}

/** The bank declines 1 to 2 % in Germany, so three in a row are no accident. */
const attempts = 3;
const endsWithinMs = 60_000;
/** Pause between two polls of an order: it grows, because many pollers keep the shop busy. */
const firstPauseMs = 200;
const longestPauseMs = 2_000;
/** Concurrent orders use these in rotation, so that none is sold out between a look and an order. */
const sharedProducts = 10;

/**
 * Buys one product. A decline is a legitimate end of an order, but it skips hops of the proof (no settlement,
 * no completion), so this reports the decline and places a new order.
 *
 * @param place index among the concurrent orders
 */
export async function completedOrder(lab: Lab, shop: Shop, place: number): Promise<ProvenOrder> {
  for (let declined = 0; declined < attempts; declined++) {
    const proven = await endedOrder(lab, shop, place, newTraceId());
    if (proven.order.state === 'completed') return { ...proven, declined };
    if (proven.order.reason !== 'payment_declined') {
      throw new Error(
        `order ${proven.order.id} is ${proven.order.state}: ${proven.order.reason ?? 'no reason'}`,
      );
    }
  }
  throw new Error(`the bank declined ${attempts} orders in a row`);
}

async function endedOrder(
  lab: Lab,
  shop: Shop,
  place: number,
  traceId: string,
): Promise<Omit<ProvenOrder, 'declined'>> {
  const [customer] = await shop.customers('DE');
  const wellStocked = (await shop.products())
    .filter(({ available }) => available > 0)
    .toSorted((one, other) => other.available - one.available)
    .slice(0, sharedProducts);
  const product = wellStocked[place % wellStocked.length];
  if (!customer || !product) throw new Error('the shop has no customer or nothing to sell');
  const cartId = await shop.newCart(customer.id);
  await shop.putItem(cartId, product.id);

  const placedAt = new Date();
  const placed = await shop.place(cartId, customer.id, asABrowserSends(lab, customer, traceId));
  const order = await endOf(shop, placed.id);
  return { order, traceId, placedAt, tookMs: Date.now() - placedAt.getTime() };
}

async function endOf(shop: Shop, orderId: string): Promise<Order> {
  const deadline = Date.now() + endsWithinMs;
  for (let wait = firstPauseMs; ; wait = Math.min(wait * 1.5, longestPauseMs)) {
    const order = await shop.order(orderId);
    if (order.state !== 'pending') return order;
    if (Date.now() > deadline)
      throw new Error(`order ${orderId} is still pending after ${endsWithinMs / 1000} s`);
    await pause(wait);
  }
}
