import { type EventOf, type RefundReason, topics } from '@webstore/contracts';
import type { OrderTopic } from './order';
import type { OrderEntity } from './order.entity';

type Builders = { [T in OrderTopic]: (order: OrderEntity, refund?: RefundReason) => EventOf<T> };

const orderPayload = (order: OrderEntity) => ({
  orderId: order.id,
  customerId: order.customerId,
  country: order.country,
  segment: order.segment,
  cartId: order.cartId,
  lines: order.lines,
  amountCents: order.totalCents,
  currency: 'EUR' as const,
});

const builders: Builders = {
  [topics.orderPlaced]: (order) => ({ ...orderPayload(order), placedAt: order.placedAt.toISOString() }),
  [topics.orderCompleted]: orderPayload,
  [topics.orderCancelled]: ({ id, reason }) => ({ orderId: id, reason: reason! }),
  [topics.orderRefunded]: ({ id, lines }) => ({ orderId: id, lines }),
  [topics.refundRequested]: ({ id }, refund) => ({ orderId: id, reason: refund! }),
};

/** The event about an order for a topic. */
export function eventOf<T extends OrderTopic>(
  topic: T,
  order: OrderEntity,
  refund?: RefundReason,
): EventOf<T> {
  return builders[topic](order, refund);
}
