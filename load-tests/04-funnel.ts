/** One idea: customers leave at every stage. `webstore_funnel_stage_total` must show what k6 counts here. */
import { Counter } from 'k6/metrics';
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
  think,
} from './shop.ts';

/** The share of customers who go on from a stage to the next. */
const goesOn = { product_view: 0.6, add_to_cart: 0.5 };

const reached = new Counter('funnel_stage');

export const options = {
  ...shared,
  scenarios: { funnel: visitors() },
  thresholds: { ...shared.thresholds, ...orderThresholds },
};

export const setup = () => customersOf(country);

export default function (customers: Customer[]) {
  const customer = oneOf(customers);
  const product = browse(customer);
  reached.add(1, { stage: 'product_view' });
  think();
  if (Math.random() > goesOn.product_view) return;

  const cartId = fillCart(customer, [product]);
  reached.add(1, { stage: 'add_to_cart' });
  think();
  if (Math.random() > goesOn.add_to_cart) return;

  const orderId = placeOrder(customer, cartId);
  if (!orderId) return;
  reached.add(1, { stage: 'checkout_start' });
  if (awaitOutcome(customer, orderId) === 'completed') reached.add(1, { stage: 'checkout_complete' });
}
