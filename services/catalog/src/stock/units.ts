/** A quantity of one product. */
export interface Units {
  productId: string;
  quantity: number;
}

/** The available units of a product. */
export interface Availability {
  productId: string;
  available: number;
}

/** The available units, and all units in the warehouse including reserved ones. */
export interface Level extends Availability {
  onHand: number;
}

export interface Shortage extends Availability {
  missing: number;
}

/** Merges entries of one product, and sorts by product id. */
export function perProduct(units: Units[]): Units[] {
  const sums = new Map<string, number>();
  for (const { productId, quantity } of units) sums.set(productId, (sums.get(productId) ?? 0) + quantity);
  return [...sums]
    .map(([productId, quantity]) => ({ productId, quantity }))
    .sort((a, b) => (a.productId < b.productId ? -1 : 1));
}

/** The shortages: the part of `units` that `levels` cannot cover. */
export function shortOf(units: Units[], levels: Availability[]): Shortage[] {
  const known = new Map(levels.map(({ productId, available }) => [productId, available]));
  return units
    .map(({ productId, quantity }) => ({ productId, quantity, available: known.get(productId) ?? 0 }))
    .filter(({ quantity, available }) => available < quantity)
    .map(({ productId, quantity, available }) => ({ productId, available, missing: quantity - available }));
}
