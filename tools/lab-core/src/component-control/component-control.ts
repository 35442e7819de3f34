import type { KafkaClient } from '@webstore/messaging';
import type { Redis } from 'ioredis';
import type { Client } from 'pg';
import type { Condition } from '../bank/conditions.ts';
import type { FlagValues } from '../clients/flags.ts';
import type { Lab } from '../lab.ts';
import type { Rollout } from '../rollouts/rollouts.ts';

export type State =
  | 'waiting'
  | 'preparing'
  | 'starting'
  | 'ready'
  | 'stopping'
  | 'stopped'
  /** Its process died and is started again after a pause, or its preparation failed. */
  | 'failed'
  /** This machine lacks a program that it needs; the reason contains the remedy. */
  | 'unavailable';

/** The state of a component, or of a replica of it, in either form of the lab. */
export interface ComponentState {
  name: string;
  state: State;
  reason?: string;
  ports: number[];
  /** Until it was ready. */
  tookMs?: number;
  /** Further waiting would not make it ready. */
  settled: boolean;
  /** Of the native lab alone, as `restarts`: crashes since its last start on purpose. */
  pid?: number;
  restarts?: number;
}

/**
 * Everything that a fault, a mitigation or an exercise does to the components of a running lab. There is one
 * implementation for the native lab and one for the lab in containers; a component has the same name in both.
 * A method throws Failure, with a sentence, when the lab does not run or a component cannot get into the
 * state that the method waits for.
 */
export interface ComponentControl {
  readonly lab: Lab;

  /** All components; a replica only while it is desired or runs. */
  states(): Promise<ComponentState[]>;
  stateOf(component: string): Promise<ComponentState>;

  /** Resolves when it has ended. */
  stop(component: string): Promise<void>;
  /** Stops it, and `up` does not start it: only `start` and `restart` do. */
  hold(component: string): Promise<void>;
  isHeld(component: string): boolean;
  /** Resolves when it is ready; `follow` gets the states of all components meanwhile. */
  start(component: string, follow?: Follow): Promise<void>;
  /** Starts all desired instances again, with their current settings; resolves when they are ready. */
  restart(component: string, follow?: Follow): Promise<void>;
  /** Ends it as a crash does: it is started again without a command. */
  kill(component: string): Promise<void>;

  /** Suspends all its processes: the kernel still accepts connections, and no request is answered. */
  freeze(component: string): Promise<void>;
  thaw(component: string): Promise<void>;
  isFrozen(component: string): Promise<boolean>;

  /** Oldest first; all of them are in force, and a later one takes precedence. */
  rolloutsOf(component: string): readonly Rollout[];
  /** Records a rollout, and starts each affected instance again. Resolves when those are in the expected state. */
  rollOut(component: string, settings: NewRollout, expected?: 'ready' | 'failed'): Promise<void>;
  /**
   * Reverts a rollout, by default the last one, and starts each affected instance again.
   *
   * @returns undefined when there is no such rollout; then nothing was started again
   */
  rollBack(component: string, id?: string): Promise<Rollout | undefined>;
  /** Reverts all rollouts. @returns the components that had one, ready again */
  rollBackAll(): Promise<string[]>;

  /** Runs this many instances of a component; resolves when they are ready, and the others have ended. */
  scale(component: string, instances: number): Promise<void>;

  readonly flags: FeatureFlags;
  readonly bank: Bank;
  readonly sessions: Sessions;
}

export type Follow = (states: ComponentState[]) => void;

/** What a rollout changes: env, flags of the program, the version, one instance or the number of instances. */
export type NewRollout = Omit<Rollout, 'at' | 'id'> & {
  /** Identifies it for its rollback; default: a random one. */
  id?: string;
};

/** The feature flags, which services follow while they run. */
export interface FeatureFlags {
  read(): FlagValues;
  change(change: (before: FlagValues) => FlagValues): void;
}

/** The external bank. */
export interface Bank {
  /** The conditions of its first site, by a key of their author. */
  conditions(): Record<string, Condition>;
  /** The bank reads them for each charge. */
  changeConditions(change: (before: Record<string, Condition>) => Record<string, Condition>): void;
  /** The address of a site for payment. The standby has the same accounts, and no conditions. */
  urlOf(site: BankSite): string;
  /** Makes the bank refund each charge that belongs to no order. @returns their number */
  returnStrayCharges(): Promise<number>;
}

export const bankSites = ['first', 'standby'] as const;
export type BankSite = (typeof bankSites)[number];

/** Connections from this machine to a data store or the broker, each open while `use` runs. */
export interface Sessions {
  /** As the superuser, in one of the databases. */
  postgres<T>(database: string, use: (client: Client) => Promise<T>): Promise<T>;
  redis<T>(use: (redis: Redis) => Promise<T>): Promise<T>;
  /** @param service the client id */
  kafka<T>(service: string, use: (kafka: KafkaClient) => Promise<T>): Promise<T>;
}
