import { DomainError, type Line, type OrderLine, type Reservation } from '@webstore/contracts';

export type ReservationState = Reservation['state'];

/** Steps of an order that affect stock: paid, cancelled, goods returned. */
export type Step = 'commit' | 'release' | 'return';

/** Effect of a step: the next state, the change of the stock levels per unit, and the kind of ledger entry. */
export interface Outcome {
  state: ReservationState;
  onHand: -1 | 0 | 1;
  reserved: -1 | 0;
  booked?: 'sold' | 'returned';
}

/**
 * All steps with an effect. A step that is not listed is late or repeated, and changes nothing. There is no order between
 * topics, so a refund can arrive before its completion.
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

/** Whether both have the same products and quantities. Lines of a reservation are sorted by id. */
export function hasUnits(a: { lines: OrderLine[] }, b: { lines: OrderLine[] }): boolean {
  const contents = ({ lines }: { lines: OrderLine[] }) =>
    lines.map(({ productId, quantity }) => `${productId} ${quantity}`).join();
  return contents(a) === contents(b);
}

export function pricesOf(lines: OrderLine[]): Map<string, number> {
  return new Map(lines.map(({ productId, unitPriceCents }) => [productId, unitPriceCents]));
}

/** Adds prices in euro cents to the lines. A product without a price does not exist. */
export function withPrices(lines: Line[], prices: Map<string, number>): OrderLine[] {
  return lines.map((line) => {
    const unitPriceCents = prices.get(line.productId);
    if (unitPriceCents === undefined)
      throw new DomainError('not_found', `there is no product ${line.productId}`);
    return { ...line, unitPriceCents };
  });
}
