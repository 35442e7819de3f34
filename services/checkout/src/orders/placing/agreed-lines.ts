import {
  changedPrices,
  DomainError,
  type Line,
  type OrderLine,
  refusePriceChanges,
  type Reservation,
} from '@webstore/contracts';

/**
 * The lines of the order: the reservation's lines, if they match the cart, including prices.
 * @throws DomainError `conflict` or `price_changed` if they differ, so that customers pay only for what the cart shows
 */
export function agreedLines(cart: readonly OrderLine[], { orderId, state, lines }: Reservation): OrderLine[] {
  if (state !== 'held') throw new DomainError('conflict', `the reservation ${orderId} is ${state}`);
  if (contents(cart) !== contents(lines)) {
    const advice = 'the cart is another than when this Idempotency-Key was first used: order with a new key';
    throw new DomainError('conflict', advice);
  }
  refusePriceChanges(changedPrices(cart, lines));
  return lines;
}

/** Products and quantities as text, independent of the order of the lines. */
export function contents(lines: readonly Line[]): string {
  return lines
    .map(({ productId, quantity }) => `${productId} ${quantity}`)
    .sort()
    .join();
}
