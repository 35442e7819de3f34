/** The services of the shop, in the order in which they are shown. */
export const services = ['catalog', 'cart', 'checkout', 'payment'] as const;
export type Service = (typeof services)[number];

/** Who measures itself with libs/telemetry: the shop, and who buys there to see whether one can. */
export const observed = [...services, 'synthetic'] as const;
export type Observed = (typeof observed)[number];
