/** For ./lab bench: one whole order after the other, from the first look to its end, by German customers without a pause. */
import { browse, buy, type Customer, customersOf, oneOf } from '../shop.ts';
import { load, summary } from './load.ts';

export const options = load;
export const handleSummary = summary;

/** All in one country, because the speed of the bank differs by country. */
export const setup = () => customersOf('DE');

export default function (customers: Customer[]) {
  const customer = oneOf(customers);
  buy(customer, [browse(customer)]);
}
