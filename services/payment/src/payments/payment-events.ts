import { type EventOf, type Topic, topics } from '@webstore/contracts';
import type { PaymentEntity } from './payment.entity';

type PaymentTopic = Extract<Topic, `payment.${string}`>;

/** The event for a payment's state. There is none for `requested`. */
export function eventOf(payment: PaymentEntity): { topic: PaymentTopic; event: EventOf<PaymentTopic> } {
  const { orderId, amountCents, captureId, refundId, reason } = payment;
  const money = { orderId, amountCents, currency: 'EUR' as const };
  switch (payment.state) {
    case 'settled':
      return { topic: topics.paymentSettled, event: { ...money, captureId: captureId! } };
    case 'refunded':
      return { topic: topics.paymentRefunded, event: { ...money, refundId: refundId! } };
    case 'declined':
    case 'void':
      return { topic: topics.paymentDeclined, event: { ...money, reason: reason! } };
    case 'requested':
      throw new Error(`the payment of order ${orderId} has no outcome yet`);
  }
}
