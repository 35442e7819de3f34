import { type EventOf, type RefundReason, topics } from '@webstore/contracts';
import type { OrderTopic } from './order';
import type { OrderEntity } from './order.entity';

type Builders = { [T in OrderTopic]: (order: OrderEntity, refund?: RefundReason) => EventOf<T> };

const whoAndWhat = (order: OrderEntity) => ({
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
  [topics.orderPlaced]: (order) => ({ ...whoAndWhat(order), placedAt: order.placedAt.toISOString() }),
  [topics.orderCompleted]: whoAndWhat,
  [topics.orderCancelled]: ({ id, reason }) => ({ orderId: id, reason: reason! }),
  [topics.orderRefunded]: ({ id, lines }) => ({ orderId: id, lines }),
  [topics.refundRequested]: ({ id }, refund) => ({ orderId: id, reason: refund! }),
};

/** What a topic tells of an order. */
export function eventOf<T extends OrderTopic>(
  topic: T,
  order: OrderEntity,
  refund?: RefundReason,
): EventOf<T> {
  return builders[topic](order, refund);
}
