import { randomUUID } from 'node:crypto';
import { type OrderPlaced, topics } from '@webstore/contracts';
import { KafkaClient, toKafkaHeaders } from '@webstore/messaging';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { kafkaBrokers } from '@webstore/supervisor/components/node-service.ts';
import type { Mechanism } from '../mechanism.ts';
import { configRollout } from './config-rollout.ts';

/**
 * As an import from the wholesale system writes it, padded with NUL: the contract lets it pass, and PostgreSQL never will.
 * No customer can order with it, for services refuse such text at their door.
 */
const customerId = 'de-wholesale\u0000';

const amountCents = 4_900;

const persistent = configRollout(() => ({ env: { MESSAGE_ATTEMPTS: '100000' } }));

/** A release that does not give up, and an order in front of it that cannot be paid. Nobody waits for this one. */
export const poisonMessage: Mechanism = {
  ...persistent,
  async begin(lab, occurrence) {
    await persistent.begin(lab, occurrence);
    await place(lab, wholesale());
  },
};

const wholesale = (): OrderPlaced => ({
  orderId: randomUUID(),
  ...{ customerId, country: 'DE', segment: 'returning' },
  cartId: randomUUID(),
  lines: [{ productId: 'moka-pot', quantity: 2, unitPriceCents: amountCents / 2 }],
  ...{ amountCents, currency: 'EUR' },
  placedAt: new Date().toISOString(),
});

/** As checkout would tell of it; checkout itself does not know the order, and nothing of the shop is spoilt by it. */
async function place(lab: Lab, order: OrderPlaced): Promise<void> {
  const kafka = new KafkaClient({ service: 'checkout', brokers: [kafkaBrokers(lab)], produces: [] });
  try {
    await kafka.publish(topics.orderPlaced, {
      key: order.orderId,
      value: JSON.stringify(order),
      headers: toKafkaHeaders({
        ...{ id: randomUUID(), type: topics.orderPlaced, source: '/webstore/checkout' },
        time: order.placedAt,
      }),
    });
  } finally {
    await kafka.onApplicationShutdown();
  }
}
