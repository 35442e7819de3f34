/** The components of the lab that can have a fault, named as in `./lab status`. */
export const parts = [
  'catalog',
  'cart',
  'checkout',
  'payment',
  'acquirer',
  'postgres',
  'redis',
  'kafka',
  'jaeger',
  'loki',
  'prometheus',
] as const;
/** The name of a component: one of {@link parts}. */
export type Part = (typeof parts)[number];
