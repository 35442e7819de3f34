/** The services of the shop, in display order. */
export const shopServices = ['catalog', 'cart', 'checkout', 'payment'] as const;
/** One of {@link shopServices}. */
export type ShopService = (typeof shopServices)[number];
