/** The parts of the lab that a fault can be in, by the names that `./lab status` shows. */
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
export type Part = (typeof parts)[number];
