import { z } from 'zod';
import { cents, currency, unitPrice } from './money';
import { orderLine } from './orders';
import { line, maxLines, maxQuantity } from './shop';

/** The categories of products, in alphabetical order. */
export const categories = [
  'audio',
  'books',
  'coffee',
  'garden',
  'kitchen',
  'outdoor',
  'stationery',
  'toys',
] as const;
/** One of the {@link categories}. */
export const category = z.enum(categories);

/** Response body of `GET /products/:id`. `priceCents` is the unit price in euro cents. */
export const product = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  category,
  priceCents: cents,
  currency,
  /** Units that can be reserved now: on hand minus reserved. */
  available: z.number().int(),
});
/** A valid {@link product}. */
export type Product = z.infer<typeof product>;

/**
 * Response body of `GET /products`: one page of the result. `total` counts all products that match; `page`
 * starts at 1.
 */
export const productPage = z.object({
  items: z.array(product),
  total: z.number().int(),
  page: z.number().int(),
  pageSize: z.number().int(),
});
/** A valid {@link productPage}. */
export type ProductPage = z.infer<typeof productPage>;

/** Request header that marks a service's read of a product. Only reads without it count as product views. */
export const priceCheckHeader = 'webstore-price-check';

/** Query of `GET /products`. */
export const productQuery = z.strictObject({
  q: z.string().max(80).optional(),
  category: category.optional(),
  page: z.coerce.number().int().min(1).max(1000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
});

/** Body of `POST /products` (admin). */
export const createProduct = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{3,64}$/),
  name: z.string().min(1).max(120),
  description: z.string().max(1000),
  category,
  priceCents: unitPrice,
  stock: z.number().int().min(0).max(100_000),
});

/** Body of `PATCH /products/:id` (admin). */
export const changeProduct = createProduct
  .pick({ name: true, description: true, priceCents: true })
  .partial();

/** Maximum stock of one product, in units. */
export const maxOnHand = 10_000_000;

/** Body of `PUT /reservations/:orderId`. A line with a unit price is refused if the current price differs. */
export const reserveStock = z.strictObject({
  lines: z
    .array(line.extend({ unitPriceCents: cents.optional() }).strict())
    .min(1)
    .max(maxLines)
    .refine(
      (lines) => [...unitsOf(lines).values()].every((units) => units <= maxQuantity),
      `no more than ${maxQuantity} units of a product in all lines together`,
    ),
  /** The customer, if an admin orders for a customer. Default: the caller. */
  customerId: z.string().min(1).max(64).optional(),
});
/** A valid {@link reserveStock}. */
export type ReserveStock = z.infer<typeof reserveStock>;

function unitsOf(lines: readonly { productId: string; quantity: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { productId, quantity } of lines) sums.set(productId, (sums.get(productId) ?? 0) + quantity);
  return sums;
}

/**
 * `held` → `committed` (order completed) | `released` (order cancelled or expired); `committed` →
 * `returned` (refunded).
 */
export const reservationStates = ['held', 'committed', 'released', 'returned'] as const;

/** Stock reserved for an order. Its id is the order id; its lines hold the prices at the time of the reservation. */
export const reservation = z.object({
  orderId: z.uuid(),
  state: z.enum(reservationStates),
  lines: z.array(orderLine),
  expiresAt: z.iso.datetime(),
});
/** A valid {@link reservation}. */
export type Reservation = z.infer<typeof reservation>;

/** Response body of `GET /stock`: stock totals in units. Invariant: onHand + sold = seeded + restocked. */
export const stock = z.object({
  productId: z.string(),
  onHand: z.number().int(),
  reserved: z.number().int(),
  seeded: z.number().int(),
  restocked: z.number().int(),
  sold: z.number().int(),
});
/** A valid {@link stock}. */
export type Stock = z.infer<typeof stock>;
