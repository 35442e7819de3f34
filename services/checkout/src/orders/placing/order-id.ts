import { createHash } from 'node:crypto';
import type { PlaceOrder } from '@webstore/contracts';
import { v5 as uuidV5 } from 'uuid';

const namespace = '8f3c1d0e-6f0b-5a53-9d3f-2b1f6a1c7e55';

/** The order id, derived from customer and Idempotency-Key, so that concurrent requests with one key create one order. */
export function orderIdOf(customerId: string, idempotencyKey: string): string {
  return uuidV5(`${customerId}\n${idempotencyKey}`, namespace);
}

/** Hash of a request, to detect a different request with the same key. */
export function requestHashOf({ cartId, customerId }: PlaceOrder): string {
  return createHash('sha256')
    .update(JSON.stringify([cartId, customerId]))
    .digest('hex');
}
