/** Every topic of the shop. Message key: the order id. A `.v1` schema may gain optional fields, never lose one. */
export const topics = {
  orderPlaced: 'checkout.order-placed.v1',
  orderCompleted: 'checkout.order-completed.v1',
  orderCancelled: 'checkout.order-cancelled.v1',
  orderRefunded: 'checkout.order-refunded.v1',
  refundRequested: 'checkout.refund-requested.v1',
  paymentSettled: 'payment.settled.v1',
  paymentDeclined: 'payment.declined.v1',
  paymentRefunded: 'payment.refunded.v1',
} as const;

/** The name of a topic of the shop: a value of {@link topics}. */
export type Topic = (typeof topics)[keyof typeof topics];

/** Partitions of every topic, dead-letter topics included. */
export const topicPartitions = 6;

/** The dead-letter topic of a service, for messages of `topic` that it cannot handle: `<topic>.<service>.dlq`. */
export function deadLetterTopic(topic: string, service: string): string {
  return `${topic}.${service}.dlq`;
}
