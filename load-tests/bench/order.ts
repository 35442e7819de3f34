/** For ./lab bench: one whole order after the other, from the first look to its end, by German customers without a pause. */
import { browse, buy, type Customer, customersOf, oneOf } from '../shop.ts';
import { load, summary } from './load.ts';

export const options = load;
export const handleSummary = summary;

/** One country: the bank behind each is of another speed. */
export const setup = () => customersOf('DE');

export default function (customers: Customer[]) {
  const customer = oneOf(customers);
  buy(customer, [browse(customer)]);
}
