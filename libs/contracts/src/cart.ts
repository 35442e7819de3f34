import { z } from 'zod';
import { cents, currency } from './money';
import { line } from './shop';

/** A cart line as the customer sees it. Name and price (euro cents) are copied from catalog when the item is added. */
export const cartItem = line.extend({ name: z.string(), unitPriceCents: cents });
/** A valid {@link cartItem}. */
export type CartItem = z.infer<typeof cartItem>;

/** Response body of `GET /carts/:id`. `totalCents` is the sum of all items in euro cents. */
export const cart = z.object({
  id: z.uuid(),
  items: z.array(cartItem),
  totalCents: cents,
  currency,
});
/** A valid {@link cart}. */
export type Cart = z.infer<typeof cart>;

/** Body of `PUT /carts/:id/items/:productId`. */
export const putCartItem = line.pick({ quantity: true }).strict();
