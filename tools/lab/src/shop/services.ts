/** The services of the shop, in the order in which they are shown. */
export const services = ['catalog', 'cart', 'checkout', 'payment'] as const;
export type Service = (typeof services)[number];
