import { z } from 'zod';
import { cents, currency, sumOfCents } from './money';
import { country, line, maxLines, segment } from './shop';

/** A line with the price that was agreed when the stock was reserved. */
export const orderLine = line.extend({ unitPriceCents: cents });
export type OrderLine = z.infer<typeof orderLine>;

/** `pending` → `completed` | `cancelled`; `completed` → `refunded`. */
export const orderStates = ['pending', 'completed', 'cancelled', 'refunded'] as const;
export const orderState = z.enum(orderStates);
export type OrderState = z.infer<typeof orderState>;

/** Body of `POST /orders`; the header `Idempotency-Key` comes with it. */
export const placeOrder = z.strictObject({
  cartId: z.uuid(),
  customerId: z.string().min(1).max(64).optional(),
  /** What the page showed as the total; an order that would cost something else is refused. */
  expectedTotalCents: cents.optional(),
  /** The same line by line. */
  expectedLines: z.array(orderLine.strict()).max(maxLines).optional(),
});
/** Once its customer is known: a customer orders for itself, and need not say so. */
export type PlaceOrder = z.infer<typeof placeOrder> & { customerId: string };

export const order = z.object({
  id: z.uuid(),
  state: orderState,
  customerId: z.string(),
  country,
  segment,
  cartId: z.uuid(),
  lines: z.array(orderLine),
  totalCents: cents,
  currency,
  /** Why the order was cancelled; null for every other state. */
  reason: z.string().nullable(),
  /** True once the 5 s deadline passed while the order was pending. */
  late: z.boolean(),
  placedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Order = z.infer<typeof order>;

export const customer = z.object({ id: z.string(), country, segment });
export type Customer = z.infer<typeof customer>;

/** `GET /orders/summary`: the books of checkout, for reconciliation. */
export const ordersSummary = z.object({
  states: z.record(orderState, z.number().int()),
  completedCents: sumOfCents,
  /** Units sold by product id, over completed orders. */
  sold: z.record(z.string(), z.number().int()),
});
export type OrdersSummary = z.infer<typeof ordersSummary>;
