import { type Cart, type CartItem, maxLines, totalCentsOf } from '@webstore/contracts';

/** Maximum number of items in a cart: the maximum number of lines of a reservation. */
export const maxItems = maxLines;

/**
 * Maximum number of a customer's carts that are not ordered. One more evicts the cart with the oldest change, so that a
 * customer with a hundred forgotten carts can still shop and memory in Redis is bounded.
 */
export const maxCarts = 100;

/** The cart for a response: items sorted by name, total in euro cents. */
export function cartOf(id: string, items: CartItem[]): Cart {
  return {
    id,
    items: items.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    totalCents: totalCentsOf(items),
    currency: 'EUR',
  };
}
