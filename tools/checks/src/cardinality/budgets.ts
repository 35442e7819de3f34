import type { Observed } from '@webstore/lab-core/clients/services.ts';

/**
 * Maximum number of series in each service's /metrics, under any traffic; cardinality.e2e.spec.ts checks it.
 * About a third above the result of hostile traffic. A change of a budget needs a review: a series costs
 * memory in the service, in Prometheus and in every query.
 */
export const seriesBudget: Record<Observed, number> = {
  catalog: 1_150,
  cart: 1_050,
  checkout: 1_750,
  payment: 1_200,
  synthetic: 400,
};
