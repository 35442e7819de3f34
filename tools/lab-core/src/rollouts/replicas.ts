import type { PortName } from '../ports.ts';

interface Replica {
  of: string;
  /** Desired from this number of instances on. */
  number: number;
  port: PortName;
}

/**
 * A replica of a component, which runs only on demand: `./lab mitigate scale`. It shares the Kafka partitions
 * with the first instance. A component that others call has one address and no load balancer.
 */
const replicas: Readonly<Record<string, Replica>> = {
  'payment-2': { of: 'payment', number: 2, port: 'payment2' },
};

/** Undefined for a first instance. */
export const replicaNamed = (name: string): Replica | undefined =>
  Object.hasOwn(replicas, name) ? replicas[name] : undefined;

/** The component that this is an instance of; a component is its own first instance. */
export const componentOf = (name: string): string => replicaNamed(name)?.of ?? name;

/** All possible instances of a component, the first one first. */
export const instancesOf = (component: string): string[] => [
  component,
  ...Object.keys(replicas).filter((name) => componentOf(name) === component),
];
