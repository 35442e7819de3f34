import { z } from 'zod';
import { cents, currency } from './money';
import { orderLine } from './orders';
import { country, segment } from './shop';
import { type Topic, topics } from './topics';

const money = { amountCents: cents, currency };
const customer = { customerId: z.string(), country, segment };

/**
 * Value of `checkout.order-placed.v1`: an order was accepted. payment charges it. `amountCents` is the
 * total in euro cents.
 */
export const orderPlaced = z.object({
  orderId: z.uuid(),
  ...customer,
  cartId: z.uuid(),
  lines: z.array(orderLine).min(1),
  ...money,
  placedAt: z.iso.datetime(),
});
/** A valid {@link orderPlaced}. */
export type OrderPlaced = z.infer<typeof orderPlaced>;

/** Value of `payment.settled.v1`: the bank captured the amount of the order, in euro cents. */
export const paymentSettled = z.object({ orderId: z.uuid(), captureId: z.string(), ...money });
/** A valid {@link paymentSettled}. */
export type PaymentSettled = z.infer<typeof paymentSettled>;

/** Value of `payment.declined.v1`: the bank declined the charge. `reason` is the bank's code. */
export const paymentDeclined = z.object({ orderId: z.uuid(), reason: z.string(), ...money });
/** A valid {@link paymentDeclined}. */
export type PaymentDeclined = z.infer<typeof paymentDeclined>;

/**
 * Value of `checkout.order-completed.v1`: the payment settled. catalog commits the reservation, cart removes the ordered items.
 */
export const orderCompleted = z.object({
  orderId: z.uuid(),
  ...customer,
  cartId: z.uuid(),
  lines: z.array(orderLine).min(1),
  ...money,
});
/** A valid {@link orderCompleted}. */
export type OrderCompleted = z.infer<typeof orderCompleted>;

/** Why checkout cancels an order: the bank declined it, or payment did not answer before the deadline. */
export const cancelReasons = ['payment_declined', 'timeout'] as const;
/** One of the {@link cancelReasons}. */
export type CancelReason = (typeof cancelReasons)[number];
/** Value of `checkout.order-cancelled.v1`. catalog releases the reservation. */
export const orderCancelled = z.object({ orderId: z.uuid(), reason: z.enum(cancelReasons) });
/** A valid {@link orderCancelled}. */
export type OrderCancelled = z.infer<typeof orderCancelled>;

/** Why checkout requests a refund: on request, or because the payment settled after the cancellation. */
export const refundReasons = ['customer_request', 'order_cancelled'] as const;
/** One of the {@link refundReasons}. */
export type RefundReason = (typeof refundReasons)[number];
/** Value of `checkout.refund-requested.v1`. payment refunds the whole capture of the order. */
export const refundRequested = z.object({ orderId: z.uuid(), reason: z.enum(refundReasons) });
/** A valid {@link refundRequested}. */
export type RefundRequested = z.infer<typeof refundRequested>;

/** Value of `payment.refunded.v1`: the bank refunded the amount, in euro cents. */
export const paymentRefunded = z.object({ orderId: z.uuid(), refundId: z.string(), ...money });
/** A valid {@link paymentRefunded}. */
export type PaymentRefunded = z.infer<typeof paymentRefunded>;

/** Value of `checkout.order-refunded.v1`: a completed order was refunded. catalog restocks its lines. */
export const orderRefunded = z.object({ orderId: z.uuid(), lines: z.array(orderLine).min(1) });
/** A valid {@link orderRefunded}. */
export type OrderRefunded = z.infer<typeof orderRefunded>;

/** The schema of each topic's message value. */
export const eventSchemas = {
  [topics.orderPlaced]: orderPlaced,
  [topics.orderCompleted]: orderCompleted,
  [topics.orderCancelled]: orderCancelled,
  [topics.orderRefunded]: orderRefunded,
  [topics.refundRequested]: refundRequested,
  [topics.paymentSettled]: paymentSettled,
  [topics.paymentDeclined]: paymentDeclined,
  [topics.paymentRefunded]: paymentRefunded,
} as const satisfies Record<Topic, z.ZodType>;

/** The value of a message of topic `T`. */
export type EventOf<T extends Topic> = z.infer<(typeof eventSchemas)[T]>;
