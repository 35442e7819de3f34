import {
  changedPrices,
  DomainError,
  type Line,
  type OrderLine,
  refusePriceChanges,
  type Reservation,
} from '@webstore/contracts';

/**
 * What is ordered: the reservation's lines, when they are those of the cart, prices included.
 * @throws DomainError `conflict` or `price_changed`, for nobody shall pay for what the cart does not show
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

/** Products and quantities, in whatever order the lines are. */
export function contents(lines: readonly Line[]): string {
  return lines
    .map(({ productId, quantity }) => `${productId} ${quantity}`)
    .sort()
    .join();
}
