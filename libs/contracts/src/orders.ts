import { z } from 'zod';
import { cents, currency, sumOfCents } from './money';
import { country, line, maxLines, segment } from './shop';

/** A line with the unit price (euro cents) at the time of the stock reservation. */
export const orderLine = line.extend({ unitPriceCents: cents });
/** A valid {@link orderLine}. */
export type OrderLine = z.infer<typeof orderLine>;

/** `pending` → `completed` | `cancelled`; `completed` → `refunded`. */
export const orderStates = ['pending', 'completed', 'cancelled', 'refunded'] as const;
/** One of the {@link orderStates}. */
export const orderState = z.enum(orderStates);
/** One of the {@link orderStates}. */
export type OrderState = z.infer<typeof orderState>;

/** Body of `POST /orders`. The request also needs the header `Idempotency-Key`. */
export const placeOrder = z.strictObject({
  cartId: z.uuid(),
  customerId: z.string().min(1).max(64).optional(),
  /** The total that the page showed. An order with a different total is refused. */
  expectedTotalCents: cents.optional(),
  /** The lines that the page showed, with their unit prices. */
  expectedLines: z.array(orderLine.strict()).max(maxLines).optional(),
});
/** The request with its customer resolved. Customers may omit `customerId`; it defaults to the caller. */
export type PlaceOrder = z.infer<typeof placeOrder> & { customerId: string };

/** Response body of `GET /orders/:id` and `POST /orders`. `totalCents` is in euro cents, times are UTC. */
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
  /** The reason for the cancellation; null in every other state. */
  reason: z.string().nullable(),
  /** True once the 5 s deadline passed while the order was pending. */
  late: z.boolean(),
  placedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
/** A valid {@link order}. */
export type Order = z.infer<typeof order>;

/** A customer of the shop: an item of `GET /customers`. */
export const customer = z.object({ id: z.string(), country, segment });
/** A valid {@link customer}. */
export type Customer = z.infer<typeof customer>;

/** Response body of `GET /orders/summary`: totals of checkout, for reconciliation. */
export const ordersSummary = z.object({
  states: z.record(orderState, z.number().int()),
  completedCents: sumOfCents,
  /** Units sold in completed orders, by product id. */
  sold: z.record(z.string(), z.number().int()),
});
/** A valid {@link ordersSummary}. Amounts are in euro cents. */
export type OrdersSummary = z.infer<typeof ordersSummary>;
