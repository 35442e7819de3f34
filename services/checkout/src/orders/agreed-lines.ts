import { DomainError, type Line, type OrderLine, type Reservation } from '@webstore/contracts';

/**
 * What is ordered: the reservation's lines and prices, which were fixed when stock was first set aside for this key.
 * @throws DomainError `conflict` when the cart has changed since, for nobody shall pay for what the cart does not show
 */
export function agreedLines(cart: readonly Line[], { orderId, state, lines }: Reservation): OrderLine[] {
  if (state !== 'held') throw new DomainError('conflict', `the reservation ${orderId} is ${state}`);
  if (contents(cart) !== contents(lines)) {
    const advice = 'the cart is another than when this Idempotency-Key was first used: order with a new key';
    throw new DomainError('conflict', advice);
  }
  return lines;
}

function contents(lines: readonly Line[]): string {
  return lines
    .map(({ productId, quantity }) => `${productId} ${quantity}`)
    .sort()
    .join();
}
