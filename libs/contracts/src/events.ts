import { z } from 'zod';
import { cents, currency } from './money';
import { orderLine } from './orders';
import { country, segment } from './shop';
import { type Topic, topics } from './topics';

const money = { amountCents: cents, currency };
const customer = { customerId: z.string(), country, segment };

export const orderPlaced = z.object({
  orderId: z.uuid(),
  ...customer,
  cartId: z.uuid(),
  lines: z.array(orderLine).min(1),
  ...money,
  placedAt: z.iso.datetime(),
});
export type OrderPlaced = z.infer<typeof orderPlaced>;

export const paymentSettled = z.object({ orderId: z.uuid(), captureId: z.string(), ...money });
export type PaymentSettled = z.infer<typeof paymentSettled>;

export const paymentDeclined = z.object({ orderId: z.uuid(), reason: z.string(), ...money });
export type PaymentDeclined = z.infer<typeof paymentDeclined>;

export const orderCompleted = z.object({
  orderId: z.uuid(),
  ...customer,
  cartId: z.uuid(),
  lines: z.array(orderLine).min(1),
  ...money,
});
export type OrderCompleted = z.infer<typeof orderCompleted>;

export const cancelReasons = ['payment_declined', 'timeout'] as const;
export type CancelReason = (typeof cancelReasons)[number];
export const orderCancelled = z.object({ orderId: z.uuid(), reason: z.enum(cancelReasons) });
export type OrderCancelled = z.infer<typeof orderCancelled>;

export const refundReasons = ['customer_request', 'order_cancelled'] as const;
export type RefundReason = (typeof refundReasons)[number];
export const refundRequested = z.object({ orderId: z.uuid(), reason: z.enum(refundReasons) });
export type RefundRequested = z.infer<typeof refundRequested>;

export const paymentRefunded = z.object({ orderId: z.uuid(), refundId: z.string(), ...money });
export type PaymentRefunded = z.infer<typeof paymentRefunded>;

export const orderRefunded = z.object({ orderId: z.uuid(), lines: z.array(orderLine).min(1) });
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
