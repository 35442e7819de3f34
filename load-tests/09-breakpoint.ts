/** One idea: more and more, until it breaks. k6 ends with an error at that moment: the rate that it shows is what the shop can take. */
import { country, duration, options as shared, users, VISIT_SECONDS } from './config.ts';
import { browse, type Customer, customersOf, fillCart, oneOf, placeOrder } from './shop.ts';

const breaks = (threshold: string) => [{ threshold, abortOnFail: true, delayAbortEval: '5s' }];

export const options = {
  ...shared,
  scenarios: {
    breakpoint: {
      executor: 'ramping-arrival-rate',
      startRate: users,
      timeUnit: `${VISIT_SECONDS}s`,
      stages: [{ target: 40 * users, duration }],
      preAllocatedVUs: 40 * users,
    },
  },
  thresholds: {
    http_req_failed: breaks('rate<0.05'),
    'http_req_duration{name:POST /orders}': breaks('p(95)<2000'),
    // No customer is left to send: the shop keeps all of them waiting.
    dropped_iterations: breaks('count<1'),
    // What holds over nothing says nothing.
    'http_reqs{name:POST /orders,status:201}': ['count>0'],
  },
};

export const setup = () => customersOf(country);

export default function (customers: Customer[]) {
  const customer = oneOf(customers);
  placeOrder(customer, fillCart(customer, [browse(customer)]));
}
