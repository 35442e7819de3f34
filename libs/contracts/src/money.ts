import { z } from 'zod';

/**
 * The largest amount, in euro cents, that a record of one order can hold: the maximum of PostgreSQL's `integer`.
 * Input is limited to much smaller amounts, see {@link maxUnitPriceCents} and {@link maxOrderCents}.
 */
export const maxCents = 2 ** 31 - 1;

/** Maximum unit price: EUR 10,000.00. */
export const maxUnitPriceCents = 1_000_000;

/**
 * Maximum total of one order: EUR 1,000,000.00. Sums over orders are JSON numbers, exact up to 2^53 - 1. That is ninety
 * million orders of this amount, more than a database of the lab can hold.
 */
export const maxOrderCents = 100_000_000;

/** The trace of an order or payment from this amount, in euro cents, is kept. */
export const highValueCents = 50_000;

/** An amount in the minor unit of {@link currency}: 1999 is EUR 19.99. Always an integer, so sums are exact. */
export const cents = z.number().int().nonnegative().max(maxCents);

/** The price of one unit of a product, in euro cents. */
export const unitPrice = cents.max(maxUnitPriceCents);

/** The total of one order, in euro cents. */
export const orderAmount = cents.max(maxOrderCents);

/** A sum over orders, in euro cents. `int()` refuses values that a JSON number cannot hold exactly. */
export const sumOfCents = z.number().int().nonnegative();

/** The only currency of the shop, so amounts reconcile to the cent. */
export const currency = z.literal('EUR');

/** The total of the lines, in euro cents. */
export function totalCentsOf(lines: readonly { quantity: number; unitPriceCents: number }[]): number {
  return lines.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0);
}
