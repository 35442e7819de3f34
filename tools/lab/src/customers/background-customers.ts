import type { Customers } from '@webstore/exercises';
import type { Load } from '../commands/traffic/k6.ts';

/** The second wave: a list of processes looks the same, whether it stays or ends. */
export const groups = ['customers', 'customers-2'] as const;
export type Group = (typeof groups)[number];

/** Groups of customers that buy with k6 until they are stopped or the lab goes down. */
export interface BackgroundCustomers {
  send(customers: Customers, group: Group): Promise<void>;
  areThere(group: Group): Promise<boolean>;
  /** Returns when the last customer has stopped; an order in progress stays as it is. */
  stop(group: Group): Promise<void>;
}

/** Maximum duration of an exercise. */
const longestMs = 6 * 3_600_000;
export const graceMs = 3_000;

export const loadOf = ({ users, country }: Customers): Load => ({
  users,
  duration: longestMs,
  ...(country && { country }),
});

/** Distinct from each other and from ./lab traffic: two processes that write the same series corrupt them. */
export const waveOf = (group: Group): string[] => ['--quiet', '--tag', `wave=${group}`];
