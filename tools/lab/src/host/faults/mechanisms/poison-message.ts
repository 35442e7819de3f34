import { randomUUID } from 'node:crypto';
import { type OrderPlaced, topics } from '@webstore/contracts';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import type { Mechanism } from '../mechanism.ts';
import { configRollout } from './config-rollout.ts';

/**
 * A customer id as written by an import from the wholesale system, padded with NUL: the contract allows it,
 * and PostgreSQL rejects it. No customer can order with it, because services reject such text in requests.
 */
const customerId = 'de-wholesale\u0000';

const amountCents = 4_900;

const persistent = configRollout(() => ({ env: { MESSAGE_ATTEMPTS: '100000' } }));

/**
 * A release that retries forever, and an order at the head of the queue that cannot be paid. No customer
 * waits for this order.
 */
export const poisonMessage: Mechanism = {
  ...persistent,
  async begin(control, occurrence) {
    await persistent.begin(control, occurrence);
    await place(control, wholesale());
  },
};

const wholesale = (): OrderPlaced => ({
  orderId: randomUUID(),
  customerId,
  country: 'DE',
  segment: 'returning',
  cartId: randomUUID(),
  lines: [{ productId: 'moka-pot', quantity: 2, unitPriceCents: amountCents / 2 }],
  amountCents,
  currency: 'EUR',
  placedAt: new Date().toISOString(),
});

/**
 * An event as checkout would publish it; checkout itself has no such order, and none of the shop's data is
 * damaged.
 */
const place = ({ sessions }: ComponentControl, order: OrderPlaced): Promise<void> =>
  sessions.kafka('checkout', async (kafka) => {
    // Imported here, because it brings 40 MB into a process that rarely needs it.
    const { toKafkaHeaders } = await import('@webstore/messaging');
    await kafka.publish(topics.orderPlaced, {
      key: order.orderId,
      value: JSON.stringify(order),
      headers: toKafkaHeaders({
        id: randomUUID(),
        type: topics.orderPlaced,
        source: '/webstore/checkout',
        time: order.placedAt,
      }),
    });
  });
