import { z } from 'zod';
import { cents } from './money';

/** A product whose current price differs from the price that the customer saw. Amounts are in euro cents. */
export const priceChange = z.object({ productId: z.string(), shownCents: cents, presentCents: cents });
/** A valid {@link priceChange}. */
export type PriceChange = z.infer<typeof priceChange>;

/** Machine-readable extension members that some problems have, in addition to the members of RFC 9457. */
export const problemDetails = z.object({
  /** With `price_changed`: each product whose price has changed. */
  priceChanges: z.array(priceChange).optional(),
  /** With `price_changed`, if the total differs from the total that the customer saw. */
  total: z.object({ shownCents: cents, presentCents: cents }).optional(),
  /** With `cart_ordered`: the order that was created from the cart. */
  orderId: z.uuid().optional(),
});
/** A valid {@link problemDetails}. */
export type ProblemDetails = z.infer<typeof problemDetails>;

/** Problem details (RFC 9457): the body of every error response, media type `application/problem+json`. */
export const problem = z.object({
  /** `urn:webstore:problem:<slug>` */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** Validation errors of the request, one entry per field. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  ...problemDetails.shape,
});
/** A valid {@link problem}. */
export type Problem = z.infer<typeof problem>;
