import { z } from 'zod';

/** Where customers live (ISO 3166-1 alpha-2). Also the only values of the `webstore.country` baggage key. */
export const countries = ['DE', 'FR', 'GB', 'US', 'BR', 'JP', 'IN', 'AU'] as const;
export const country = z.enum(countries);
export type Country = z.infer<typeof country>;

/** How the shop sees a customer. Also the only values of the `webstore.customer.segment` baggage key. */
export const segments = ['new', 'returning', 'vip', 'at_risk'] as const;
export const segment = z.enum(segments);
export type Segment = z.infer<typeof segment>;

/** What the shop's baggage may hold; the telemetry library turns any other value into `other`. */
export const baggageValues = {
  'webstore.country': countries,
  'webstore.customer.segment': segments,
} as const;

/** Units of one product that an order may have. */
export const maxQuantity = 20;

/** Products that an order may have. */
export const maxLines = 50;

/** One product line of a cart, a reservation or an order. */
export const line = z.object({
  productId: z.string().min(1).max(64),
  quantity: z.number().int().min(1).max(maxQuantity),
});
export type Line = z.infer<typeof line>;
