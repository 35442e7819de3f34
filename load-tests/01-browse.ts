/** One idea: reading. Customers who look and never buy; the cache should carry them. */
import { country, options as shared, visitors } from './config.ts';
import { browse, type Customer, customersOf, oneOf, think } from './shop.ts';

export const options = {
  ...shared,
  scenarios: { browse: visitors() },
  thresholds: {
    ...shared.thresholds,
    'http_req_duration{name:GET /products/:id}': ['p(95)<500'],
    // A threshold over no data passes, so at least one customer must have seen a product.
    'http_reqs{name:GET /products/:id,status:200}': ['count>0'],
  },
};

export const setup = () => customersOf(country);

export default function (customers: Customer[]) {
  browse(oneOf(customers));
  think();
}
