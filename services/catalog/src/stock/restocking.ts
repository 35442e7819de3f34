import type { Shortage, Units } from './units';

/** A product with fewer available units counts as sold out, because a large order could not be served. */
export const soldOutBelow = 5;

/** Units per delivery; more if more are missing. */
const delivery = 100;

export function deliveriesFor(shortages: Shortage[]): Units[] {
  return shortages.map(({ productId, missing }) => ({ productId, quantity: Math.max(delivery, missing) }));
}
