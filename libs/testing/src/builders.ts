import { randomUUID } from 'node:crypto';
import type { OrderCompleted, OrderPlaced } from '@webstore/contracts';

/** A valid order-placed event. Override only the fields that the test needs. */
export function anOrderPlaced(overrides: Partial<OrderPlaced> = {}): OrderPlaced {
  return { ...anOrderCompleted(), placedAt: new Date().toISOString(), ...overrides };
}

/** A valid order-completed event. */
export function anOrderCompleted(overrides: Partial<OrderCompleted> = {}): OrderCompleted {
  return {
    orderId: randomUUID(),
    customerId: 'cus-de-001',
    country: 'DE',
    segment: 'returning',
    cartId: randomUUID(),
    lines: [{ productId: 'moka-pot', quantity: 2, unitPriceCents: 2_450 }],
    amountCents: 4_900,
    currency: 'EUR',
    ...overrides,
  };
}
