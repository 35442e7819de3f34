/** One idea: five times as many, all at once, for twenty seconds. Orders may wait then; none may be refused, and none lost. */
import { country, options as shared, users, VISIT_SECONDS, visitors } from './config.ts';
import { browse, buy, type Customer, customersOf, oneOf, orderThresholds } from './shop.ts';

const patience = 120;
const spikeSeconds = 20;

export const options = {
  ...shared,
  scenarios: {
    usual: visitors('visit', users, patience),
    spike: {
      ...visitors('visit', 5 * users, patience),
      startTime: '20s',
      duration: `${spikeSeconds}s`,
      preAllocatedVUs: Math.ceil((5 * users * spikeSeconds) / VISIT_SECONDS),
    },
  },
  thresholds: { ...shared.thresholds, ...orderThresholds },
};

export const setup = () => customersOf(country);

export function visit(customers: Customer[]) {
  const customer = oneOf(customers);
  buy(customer, [browse(customer)], { patience, askEvery: 1 });
}
