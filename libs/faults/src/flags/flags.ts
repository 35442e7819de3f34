/** Choices that a service leaves open until it runs: the first one of each is what it does unless it is told otherwise. */
export const flags = {
  /** Stock of the products of a page: asked for in one query, or in one for each product. */
  'catalog.stock-lookup': ['together', 'each'],
  /** Products of a page that read almost like another one: shown, or looked for and left out. */
  'catalog.near-duplicates': ['shown', 'left-out'],
  /** An entry of the product cache: checked, and read from the database when it cannot be read, or trusted. */
  'catalog.cache-entries': ['checked', 'trusted'],
  /** What is charged once, here and at the bank: an order, or each delivery of the event that it was placed. */
  'payment.charged-once': ['order', 'delivery'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type FlagName = keyof typeof flags;
export type FlagValue<Name extends FlagName> = (typeof flags)[Name][number];
