import {
  changedPrices,
  DomainError,
  maxOrderCents,
  type OrderLine,
  type PlaceOrder,
  refusePriceChanges,
  totalCentsOf,
} from '@webstore/contracts';
import { contents } from './agreed-lines';

type Shown = Pick<PlaceOrder, 'expectedLines' | 'expectedTotalCents'>;

/**
 * Refuses an order that differs from what the page showed, because the customer may have changed the cart in another window.
 * @throws DomainError `price_changed` with both prices; `conflict` if the cart has other items or exceeds the maximum amount
 */
export function refuseOtherThanShown(
  { expectedLines, expectedTotalCents }: Shown,
  cart: readonly OrderLine[],
): void {
  if (expectedLines) {
    if (contents(expectedLines) !== contents(cart)) {
      throw new DomainError('conflict', 'the cart holds something else than was shown: read it again');
    }
    refusePriceChanges(changedPrices(expectedLines, cart));
  }
  const presentCents = totalCentsOf(cart);
  if (expectedTotalCents !== undefined && expectedTotalCents !== presentCents) {
    const what = `${expectedTotalCents} cents were shown in total, and the cart costs ${presentCents} cents`;
    const total = { shownCents: expectedTotalCents, presentCents };
    throw new DomainError('price_changed', `${what}: read it again`, { details: { total } });
  }
  if (presentCents > maxOrderCents) {
    throw new DomainError(
      'conflict',
      `an order costs at most ${maxOrderCents} cents, and the cart ${presentCents}`,
    );
  }
}
