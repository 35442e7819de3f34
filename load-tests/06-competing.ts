/** One idea: many buyers, few items. A late buyer gets a refusal at once, and the shop sells no item that is not in stock. */
import { country, options as shared, visitors } from './config.ts';
import {
  awaitOutcome,
  browse,
  type Customer,
  customersOf,
  fillCart,
  oneOf,
  orderThresholds,
  placeOrder,
  type Product,
  search,
} from './shop.ts';

/** As many as a cart takes. The supplier brings more, so that others get some later. */
const units = () => 20;

export const options = {
  ...shared,
  scenarios: { competing: visitors() },
  thresholds: { ...shared.thresholds, ...orderThresholds },
};

export function setup() {
  const customers = customersOf(country);
  return { customers, wanted: search(customers[0]!, 'coffee').slice(0, 2) };
}

export default function ({ customers, wanted }: { customers: Customer[]; wanted: Product[] }) {
  const customer = oneOf(customers);
  browse(customer);
  const orderId = placeOrder(customer, fillCart(customer, [oneOf(wanted)], units), true);
  if (orderId) awaitOutcome(customer, orderId);
}
