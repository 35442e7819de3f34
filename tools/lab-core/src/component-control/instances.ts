import type { BankSite, ComponentState } from './component-control.ts';

/**
 * What a form of the lab does in its own way: acts on the process or the container of one instance. An
 * instance is a component itself, or a replica of it such as `payment-2`. No method waits for readiness.
 */
export interface Instances {
  states(): Promise<ComponentState[]>;
  /** The states now and after each change; it may end when a further change is not worth waiting for. */
  watch(): AsyncIterable<ComponentState[]>;
  stop(instance: string): Promise<void>;
  start(instance: string): Promise<void>;
  /** Also with changed settings, and of a frozen one. */
  restart(instance: string): Promise<void>;
  /** Stops a replica that is no longer desired: its absence is no outage. */
  remove(instance: string): Promise<void>;
  kill(instance: string): Promise<void>;
  freeze(instance: string): Promise<void>;
  thaw(instance: string): Promise<void>;
  isFrozen(instance: string): Promise<boolean>;
  /** The rollouts or the held components have changed; what starts from now on follows them. */
  settingsChanged(): void;
  bankUrl(site: BankSite): string;
}
