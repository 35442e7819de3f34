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
 * Holds the shop to what a page showed: it may have read the cart before the customer changed it in another window.
 * @throws DomainError `price_changed` with both prices, `conflict` when the cart holds something else or costs too much
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
