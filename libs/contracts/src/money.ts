import { z } from 'zod';

/** An amount in the minor unit of {@link currency}: 1999 is 19.99 EUR. Never a float, so sums are exact. */
export const cents = z.number().int().nonnegative();

/** The whole shop trades in one currency, so that money reconciles to the cent. */
export const currency = z.literal('EUR');
