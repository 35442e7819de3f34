import type { Customers } from '@webstore/exercises';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { containerCustomers } from '../containers/customers.ts';
import { type BackgroundCustomers, type Group, groups } from './background-customers.ts';
import { nativeCustomers } from './native-customers.ts';

const customersOf = (lab: Lab): BackgroundCustomers =>
  lab.inContainers ? containerCustomers(lab) : nativeCustomers(lab);

/** Starts customers who buy until they are stopped. */
export const sendCustomers = (lab: Lab, customers: Customers, group: Group = 'customers'): Promise<void> =>
  customersOf(lab).send(customers, group);

export const areCustomersThere = (lab: Lab): Promise<boolean> => customersOf(lab).areThere('customers');

/** Returns when the last customer has stopped. */
export async function stopCustomers(lab: Lab, which: readonly Group[] = groups): Promise<void> {
  await Promise.all(which.map((group) => customersOf(lab).stop(group)));
}
