import { DomainError, maxLines, maxQuantity } from '@webstore/contracts';
import type { Availability, Units } from '../stock/units';

/** Maximum number of units that one customer may hold in reservations: the largest cart. */
export const maxHeldUnits = maxLines * maxQuantity;

/**
 * Limits the reserved stock of one customer. Reserved stock is paid for within seconds or released after ten minutes, so
 * excessive reservations would block other customers. A customer may hold the largest cart, and of each product the
 * largest line or half of what the others leave.
 *
 * @param held units that the customer already holds
 * @param levels units that are still available
 * @throws DomainError `too_much_reserved`
 */
export function withinHeldLimit(
  units: readonly Units[],
  held: readonly Units[],
  levels: readonly Availability[],
): void {
  if (sumOf(units) + sumOf(held) > maxHeldUnits) throw tooMuch(`${maxHeldUnits} units`);
  const [heldBy, available] = [
    new Map(held.map(pair)),
    new Map(levels.map(({ productId, available: n }) => [productId, n])),
  ];
  for (const { productId, quantity } of units) {
    const already = heldBy.get(productId) ?? 0;
    const half = Math.floor(((available.get(productId) ?? 0) + already) / 2);
    const most = Math.max(maxQuantity, half);
    if (already + quantity > most) throw tooMuch(`${most} units of ${productId}`);
  }
}

const pair = ({ productId, quantity }: Units) => [productId, quantity] as const;
const sumOf = (units: readonly Units[]) => units.reduce((total, { quantity }) => total + quantity, 0);

function tooMuch(limit: string): DomainError {
  const advice = 'wait until the open orders are paid or have expired';
  return new DomainError(
    'too_much_reserved',
    `no more than ${limit} can be set aside for one customer: ${advice}`,
  );
}
