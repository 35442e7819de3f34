/** One idea: the same load for hours (`--duration 4h`). Nothing fails at first; does anything grow? Look at heap, pools, tables, disk. */
import { country, options as shared, visitors } from './config.ts';
import { browse, buy, type Customer, customersOf, oneOf, orderThresholds, think } from './shop.ts';

export const options = {
  ...shared,
  scenarios: { soak: visitors() },
  thresholds: {
    ...shared.thresholds,
    ...orderThresholds,
    // Hours are not spent on a shop that is broken.
    http_req_failed: [{ threshold: 'rate<0.01', abortOnFail: true, delayAbortEval: '1m' }],
  },
};

export const setup = () => customersOf(country);

export default function (customers: Customer[]) {
  const customer = oneOf(customers);
  for (let looked = 0; looked < 3; looked++) {
    browse(customer, looked === 0);
    think(0.3);
  }
  buy(customer, [browse(customer, false)]);
}
