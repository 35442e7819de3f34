/** Where customers live, as in libs/contracts, which is not built yet when the arguments of a command are read. */
export const countries = ['DE', 'FR', 'GB', 'US', 'BR', 'JP', 'IN', 'AU'] as const;
