import { type Cart, type CartItem, maxLines, totalCentsOf } from '@webstore/contracts';

/** A reservation takes no more lines than this, so a cart holds no more. */
export const maxItems = maxLines;

/**
 * A customer has no more carts than this that it has not ordered. Opening one more drops the one left alone longest: a
 * customer who forgot a hundred carts can still shop, and Redis holds no more than so many of each.
 */
export const maxCarts = 100;

/** The cart as it is answered: items by name, the total in cents. */
export function cartOf(id: string, items: CartItem[]): Cart {
  return {
    id,
    items: items.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    totalCents: totalCentsOf(items),
    currency: 'EUR',
  };
}
