import type { Shortage, Units } from './units';

/** Below so many units that can be sold, a product counts as sold out: a big order could not be served. */
export const soldOutBelow = 5;

/** How many units the supplier delivers at a time, or more when more are missing. */
const delivery = 100;

export function deliveriesFor(shortages: Shortage[]): Units[] {
  return shortages.map(({ productId, missing }) => ({ productId, quantity: Math.max(delivery, missing) }));
}
