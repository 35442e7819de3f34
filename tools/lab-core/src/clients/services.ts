/** The services of the shop in display order. */
export const services = ['catalog', 'cart', 'checkout', 'payment'] as const;
export type Service = (typeof services)[number];

/** Services with libs/telemetry: the shop, and the synthetic customer. */
export const observed = [...services, 'synthetic'] as const;
export type Observed = (typeof observed)[number];
