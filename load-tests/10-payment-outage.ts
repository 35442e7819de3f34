/** One idea: customers while payment is down (`./lab stop payment`, later `start`). The shop goes on taking orders, and loses none. */
import { country, options as shared, users, visitors } from './config.ts';
import { browse, buy, type Customer, customersOf, oneOf, orderThresholds } from './shop.ts';

/** Longer than the outage of payment may last: every order must end all the same. */
const patience = 300;

export const options = {
  ...shared,
  scenarios: { outage: visitors(undefined, users, patience) },
  thresholds: { ...shared.thresholds, ...orderThresholds },
};

export const setup = () => customersOf(country);

export default function (customers: Customer[]) {
  const customer = oneOf(customers);
  buy(customer, [browse(customer)], { patience, askEvery: 2 });
}
