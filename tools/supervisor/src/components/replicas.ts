import type { PortName } from '@webstore/lab-core/ports.ts';

interface Replica {
  of: string;
  /** Wanted as soon as so many are. */
  number: number;
  port: PortName;
}

/**
 * What runs beside the part that it is one more of, and only while it is asked for: `./lab mitigate scale`. It shares out what both
 * read from Kafka. A part that others call has one address, and nobody balances.
 */
const replicas: Readonly<Record<string, Replica>> = {
  'payment-2': { of: 'payment', number: 2, port: 'payment2' },
};

/** Nothing, when it is a part of its own. */
export const replicaNamed = (name: string): Replica | undefined =>
  Object.hasOwn(replicas, name) ? replicas[name] : undefined;

/** Of which part it is an instance; a part of its own is its first. */
export const componentOf = (name: string): string => replicaNamed(name)?.of ?? name;

/** All that can run of a part, the first first. */
export const instancesOf = (part: string): string[] => [
  part,
  ...Object.keys(replicas).filter((name) => componentOf(name) === part),
];
