import type { Lab } from '@webstore/lab-core/lab.ts';
import { messageOf } from '@webstore/lab-core/failure.ts';
import { mapConcurrently } from '@webstore/lab-core/map-concurrently.ts';
import { Shop } from '@webstore/lab-core/clients/shop.ts';
import { firstHop, type Hop, hopsOf } from './hops.ts';
import { completedOrder, type ProvenOrder } from './proven-order.ts';
import { type Outcome, until } from './until.ts';

/**
 * The collector decides on a trace after 10 s, scrapes and flushes come every 5 s; the rest is margin for a
 * busy machine.
 */
const hopDeadlineMs = 30_000;

export interface ProvenHop extends Outcome {
  hop: string;
  lookAt: string;
}

export interface Proof {
  ok: boolean;
  orders: { orderId: string; traceId: string; declinedBefore: number }[];
  hops: ProvenHop[];
}

/** Places orders and follows each through every hop; a hop holds when it holds for all of them. */
export async function prove(lab: Lab, count: number): Promise<Proof> {
  const hops = hopsOf(lab);
  const began = performance.now();
  const shop = new Shop(lab);
  let orders: ProvenOrder[];
  try {
    const places = Array.from({ length: count }, (_, place) => place);
    orders = await mapConcurrently(places, (place) => completedOrder(lab, shop, place));
  } catch (error) {
    const first = {
      hop: firstHop.name,
      lookAt: firstHop.lookAt,
      ok: false,
      tookMs: performance.now() - began,
    };
    return { ok: false, orders: [], hops: [{ ...first, detail: messageOf(error) }, ...hops.map(notReached)] };
  }
  const followed = await Promise.all(hops.map((hop) => follow(hop, orders)));
  const all = [completed(orders), ...followed];
  return { ok: all.every(({ ok }) => ok), orders: orders.map(named), hops: all };
}

/** Sequentially, until one fails: fifty in parallel overload the stores. */
async function follow({ name, lookAt, check }: Hop, orders: ProvenOrder[]): Promise<ProvenHop> {
  const outcomes: Outcome[] = [];
  for (const order of orders) {
    outcomes.push(await until(() => check(order), hopDeadlineMs));
    if (!outcomes.at(-1)!.ok) break;
  }
  const shown = outcomes.find(({ ok }) => !ok) ?? outcomes[0]!;
  return { hop: name, lookAt, ...shown, tookMs: outcomes.reduce((sum, { tookMs }) => sum + tookMs, 0) };
}

function completed(orders: ProvenOrder[]): ProvenHop {
  const declined = orders.reduce((sum, order) => sum + order.declined, 0);
  const ids = orders.length === 1 ? `order ${orders[0]!.order.id}` : `${orders.length} orders`;
  const first = declined > 0 ? `, after the bank had declined ${declined}, which is its right` : '';
  const tookMs = Math.max(...orders.map((order) => order.tookMs));
  return { hop: firstHop.name, lookAt: firstHop.lookAt, ok: true, tookMs, detail: `${ids}${first}` };
}

const notReached = ({ name, lookAt }: Hop): ProvenHop => ({
  hop: name,
  lookAt,
  ok: false,
  tookMs: 0,
  detail: 'not reached: no order completed',
});

const named = ({ order, traceId, declined }: ProvenOrder) => ({
  orderId: order.id,
  traceId,
  declinedBefore: declined,
});
