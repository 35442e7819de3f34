import { DomainError } from './domain-error';
import type { OrderLine } from './orders';
import type { PriceChange } from './problem';
import type { Line } from './shop';

/** A line of a request, with the unit price that the customer saw (euro cents) if the caller sent it. */
export type RequestedLine = Line & { unitPriceCents?: number };

/** The products in both lists whose current price differs from the price that the customer saw. */
export function changedPrices(shown: readonly RequestedLine[], present: readonly OrderLine[]): PriceChange[] {
  const prices = new Map(present.map(({ productId, unitPriceCents }) => [productId, unitPriceCents]));
  return shown.flatMap(({ productId, unitPriceCents: shownCents }) => {
    const presentCents = prices.get(productId);
    const isKnown = shownCents !== undefined && presentCents !== undefined;
    return isKnown && shownCents !== presentCents ? [{ productId, shownCents, presentCents }] : [];
  });
}

/** @throws DomainError `price_changed` with both prices of each product, if `priceChanges` is not empty */
export function refusePriceChanges(priceChanges: PriceChange[]): void {
  if (priceChanges.length === 0) return;
  const each = priceChanges.map(
    ({ productId, shownCents, presentCents }) =>
      `${productId} was shown at ${shownCents} cents and costs ${presentCents} cents now`,
  );
  const advice = 'put it into the cart again to accept the price';
  throw new DomainError('price_changed', `${each.join('; ')}: ${advice}`, { details: { priceChanges } });
}
