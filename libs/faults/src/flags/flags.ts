/** Feature flags of the services, with their values. The first value of each flag is its default. */
export const flags = {
  /** How the stock of the products of a page is read: in one query, or in one query per product. */
  'catalog.stock-lookup': ['together', 'each'],
  /** Products of a page that are near-duplicates of another one: shown, or searched for and left out. */
  'catalog.near-duplicates': ['shown', 'left-out'],
  /** Entries of the product cache: validated, with the database as the fallback for unreadable ones, or used unchecked. */
  'catalog.cache-entries': ['checked', 'trusted'],
  /** What payment and the acquirer charge once: each order, or each delivery of its order-placed event. */
  'payment.charged-once': ['order', 'delivery'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

/** The name of a feature flag: a key of {@link flags}. */
export type FlagName = keyof typeof flags;
/** An allowed value of the flag; the first one is the default. */
export type FlagValue<Name extends FlagName> = (typeof flags)[Name][number];
