import { DomainError, type Line, type OrderLine, type Reservation } from '@webstore/contracts';

export type ReservationState = Reservation['state'];

/** What happens to an order, as the warehouse sees it: it was paid, it came to nothing, its goods came back. */
export type Step = 'commit' | 'release' | 'return';

/** What a step does: the next state, how each unit changes the stock levels, and what the ledger says. */
export interface Outcome {
  state: ReservationState;
  onHand: -1 | 0 | 1;
  reserved: -1 | 0;
  booked?: 'sold' | 'returned';
}

/**
 * Every step that changes something. A step that is not listed was overtaken or comes twice, and changes nothing:
 * topics keep no order among each other, so a refund can arrive before the completion that it follows.
 */
const outcomes: Record<ReservationState, Partial<Record<Step, Outcome>>> = {
  held: {
    commit: { state: 'committed', onHand: -1, reserved: -1, booked: 'sold' },
    release: { state: 'released', onHand: 0, reserved: -1 },
    return: { state: 'returned', onHand: 0, reserved: -1 },
  },
  released: {
    commit: { state: 'committed', onHand: -1, reserved: 0, booked: 'sold' },
    return: { state: 'returned', onHand: 0, reserved: 0 },
  },
  committed: {
    return: { state: 'returned', onHand: 1, reserved: 0, booked: 'returned' },
  },
  returned: {},
};

export function outcomeOf(state: ReservationState, step: Step): Outcome | undefined {
  return outcomes[state][step];
}

/** Whether both are of the same products and quantities. Lines of a reservation are in id order. */
export function hasUnits(a: { lines: OrderLine[] }, b: { lines: OrderLine[] }): boolean {
  const contents = ({ lines }: { lines: OrderLine[] }) =>
    lines.map(({ productId, quantity }) => `${productId} ${quantity}`).join();
  return contents(a) === contents(b);
}

export function pricesOf(lines: OrderLine[]): Map<string, number> {
  return new Map(lines.map(({ productId, unitPriceCents }) => [productId, unitPriceCents]));
}

/** Lines with their prices in cents; a product without one does not exist. */
export function withPrices(lines: Line[], prices: Map<string, number>): OrderLine[] {
  return lines.map((line) => {
    const unitPriceCents = prices.get(line.productId);
    if (unitPriceCents === undefined)
      throw new DomainError('not_found', `there is no product ${line.productId}`);
    return { ...line, unitPriceCents };
  });
}
