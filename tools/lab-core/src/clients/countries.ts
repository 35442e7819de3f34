/** Customers' countries, as in libs/contracts, which is not built yet when a command parses its arguments. */
export const countries = ['DE', 'FR', 'GB', 'US', 'BR', 'JP', 'IN', 'AU'] as const;
