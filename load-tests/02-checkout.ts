/** One idea: a whole order, from the first look to the moment it is completed or cancelled. */
import { country, options as shared, visitors } from './config.ts';
import { browse, buy, type Customer, customersOf, oneOf, orderThresholds, think } from './shop.ts';

export const options = {
  ...shared,
  scenarios: { checkout: visitors() },
  thresholds: { ...shared.thresholds, ...orderThresholds },
};

export const setup = () => customersOf(country);

export default function (customers: Customer[]) {
  const customer = oneOf(customers);
  const product = browse(customer);
  think();
  buy(customer, [product]);
}
