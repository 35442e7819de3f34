/** One idea: customers differ. They search, compare and change their minds, and some of them order. */
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
  putBack,
  search,
  think,
} from './shop.ts';

const wishes = ['coffee', 'lamp', 'book', 'garden', 'headphones', 'toy'];
/** The shares of the customers who do so. */
const doThis = { search: 0.5, leave: 0.4, changeTheirMind: 0.3 };
const does = (what: keyof typeof doThis) => Math.random() < doThis[what];

export const options = {
  ...shared,
  scenarios: { general: visitors() },
  thresholds: { ...shared.thresholds, ...orderThresholds },
};

export const setup = () => customersOf(country);

export default function (customers: Customer[]) {
  const customer = oneOf(customers);
  const seen = browse(customer);
  const found = does('search') ? search(customer, oneOf(wishes)) : [];
  think();
  if (does('leave')) return;

  const other = found.find(({ id }) => id !== seen.id);
  const cartId = fillCart(customer, other ? [seen, other] : [seen]);
  if (other && does('changeTheirMind')) putBack(customer, cartId, seen);
  const orderId = placeOrder(customer, cartId);
  if (orderId) awaitOutcome(customer, orderId);
}
