import { z } from 'zod';
import { cents } from './money';

/** A price that is not the one that the customer saw. */
export const priceChange = z.object({ productId: z.string(), shownCents: cents, presentCents: cents });
export type PriceChange = z.infer<typeof priceChange>;

/** What some problems say beside RFC 9457's members, for programs. */
export const problemDetails = z.object({
  /** With `price_changed`: each product whose price is another. */
  priceChanges: z.array(priceChange).optional(),
  /** With `price_changed`, where the total that the customer saw is another. */
  total: z.object({ shownCents: cents, presentCents: cents }).optional(),
  /** With `cart_ordered`: the order that was made of the cart. */
  orderId: z.uuid().optional(),
});
export type ProblemDetails = z.infer<typeof problemDetails>;

/** Problem details (RFC 9457), the body of every error answer, `application/problem+json`. */
export const problem = z.object({
  /** `urn:webstore:problem:<slug>` */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** What was wrong with the request, one entry a field. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  ...problemDetails.shape,
});
export type Problem = z.infer<typeof problem>;
