import { z } from 'zod';

/** Countries of the customers (ISO 3166-1 alpha-2). Also the only values of the `webstore.country` baggage key. */
export const countries = ['DE', 'FR', 'GB', 'US', 'BR', 'JP', 'IN', 'AU'] as const;
/** One of the {@link countries}. */
export const country = z.enum(countries);
/** One of the {@link countries}. */
export type Country = z.infer<typeof country>;

/** Customer segments. Also the only values of the `webstore.customer.segment` baggage key. */
export const segments = ['new', 'returning', 'vip', 'at_risk'] as const;
/** One of the {@link segments}. */
export const segment = z.enum(segments);
/** One of the {@link segments}. */
export type Segment = z.infer<typeof segment>;

/** Allowed values of each baggage key. The telemetry library replaces any other value with `other`. */
export const baggageValues = {
  'webstore.country': countries,
  'webstore.customer.segment': segments,
} as const;

/** Maximum number of units of one product in an order. */
export const maxQuantity = 20;

/** Maximum number of products in an order. */
export const maxLines = 50;

/** One product line of a cart, a reservation or an order. */
export const line = z.object({
  productId: z.string().min(1).max(64),
  quantity: z.number().int().min(1).max(maxQuantity),
});
/** A valid {@link line}. */
export type Line = z.infer<typeof line>;
