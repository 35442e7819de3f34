/** One idea: the same shop, seen from each country. Which of them waits longer, which is declined more often? */
import exec from 'k6/execution';
import { country, options as shared, users, visitors } from './config.ts';
import { browse, buy, type Customer, customersOf, oneOf, orderThresholds, think } from './shop.ts';

const countries = country ? [country] : ['DE', 'FR', 'GB', 'US', 'BR', 'JP', 'IN', 'AU'];
/** The customers are spread over the countries, at least one each. */
const each = Math.max(1, Math.round(users / countries.length));

export const options = {
  ...shared,
  scenarios: Object.fromEntries(
    countries.map((code) => [code, { ...visitors('visit', each), tags: { country: code } }]),
  ),
  thresholds: {
    ...shared.thresholds,
    ...orderThresholds,
    // Always passes; k6 shows the metric for each country only if it has a threshold.
    ...Object.fromEntries(countries.map((code) => [`order_time{country:${code}}`, ['p(95)<60000']])),
  },
};

export const setup = () => Object.fromEntries(countries.map((code) => [code, customersOf(code)]));

export function visit(customers: Record<string, Customer[]>) {
  const customer = oneOf(customers[exec.scenario.name]!);
  const product = browse(customer);
  think();
  buy(customer, [product]);
}
