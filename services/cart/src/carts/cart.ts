import type { Cart, CartItem } from '@webstore/contracts';

/** A reservation takes no more lines than this, so a cart holds no more. */
export const maxItems = 50;

/** The cart as it is answered: items by name, the total in cents. */
export function cartOf(id: string, items: CartItem[]): Cart {
  return {
    id,
    items: items.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    totalCents: items.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0),
    currency: 'EUR',
  };
}
