/** So many of one product. */
export interface Units {
  productId: string;
  quantity: number;
}

/** A product's units that can be sold now. */
export interface Availability {
  productId: string;
  available: number;
}

/** The same with what is in the warehouse, set aside or not. */
export interface Level extends Availability {
  onHand: number;
}

export interface Shortage extends Availability {
  missing: number;
}

/** One entry a product, in the order of their ids. */
export function perProduct(units: Units[]): Units[] {
  const sums = new Map<string, number>();
  for (const { productId, quantity } of units) sums.set(productId, (sums.get(productId) ?? 0) + quantity);
  return [...sums]
    .map(([productId, quantity]) => ({ productId, quantity }))
    .sort((a, b) => (a.productId < b.productId ? -1 : 1));
}

/** What of `units` cannot be taken from `levels`. */
export function shortOf(units: Units[], levels: Availability[]): Shortage[] {
  const known = new Map(levels.map(({ productId, available }) => [productId, available]));
  return units
    .map(({ productId, quantity }) => ({ productId, quantity, available: known.get(productId) ?? 0 }))
    .filter(({ quantity, available }) => available < quantity)
    .map(({ productId, quantity, available }) => ({ productId, available, missing: quantity - available }));
}
