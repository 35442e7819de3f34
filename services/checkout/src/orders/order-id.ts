import { createHash } from 'node:crypto';
import type { PlaceOrder } from '@webstore/contracts';
import { v5 as uuidV5 } from 'uuid';

const namespace = '8f3c1d0e-6f0b-5a53-9d3f-2b1f6a1c7e55';

/** One customer's Idempotency-Key is one order, however many requests race with it. */
export function orderIdOf(customerId: string, idempotencyKey: string): string {
  return uuidV5(`${customerId}\n${idempotencyKey}`, namespace);
}

/** Tells whether two requests with the same key ask for the same thing. */
export function requestHashOf({ cartId, customerId }: PlaceOrder): string {
  return createHash('sha256')
    .update(JSON.stringify([cartId, customerId]))
    .digest('hex');
}
