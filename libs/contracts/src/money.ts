import { z } from 'zod';

/**
 * The largest amount that any record of one order holds: what PostgreSQL's `integer` has room for. What customers and
 * admins can enter stays far below it, see {@link maxUnitPriceCents} and {@link maxOrderCents}.
 */
export const maxCents = 2 ** 31 - 1;

/** The dearest unit that can be put on sale: 10,000.00. */
export const maxUnitPriceCents = 1_000_000;

/**
 * The dearest order: 1,000,000.00. Sums over orders are JSON numbers, exact up to 2^53 - 1: ninety million orders of
 * this amount, more than any database of the lab has room for.
 */
export const maxOrderCents = 100_000_000;

/** An amount in the minor unit of {@link currency}: 1999 is 19.99 EUR. Never a float, so sums are exact. */
export const cents = z.number().int().nonnegative().max(maxCents);

/** A price that a product can be given. */
export const unitPrice = cents.max(maxUnitPriceCents);

/** What one order may cost. */
export const orderAmount = cents.max(maxOrderCents);

/** A sum over orders; `int` ends where numbers stop being exact. */
export const sumOfCents = z.number().int().nonnegative();

/** The whole shop trades in one currency, so that money reconciles to the cent. */
export const currency = z.literal('EUR');

/** What lines cost together, in cents. */
export function totalCentsOf(lines: readonly { quantity: number; unitPriceCents: number }[]): number {
  return lines.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0);
}
