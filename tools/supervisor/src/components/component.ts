import type { Lab } from '@webstore/lab-core/lab.ts';
import type { PortName } from '@webstore/lab-core/ports.ts';

/**
 * In the order in which `up` starts them; `compiled` waits until the shop runs, because compiling takes both
 * cores.
 */
export const stages = ['backing', 'shop', 'metrics', 'compiled'] as const;
export type Stage = (typeof stages)[number];

/** Name of its download in the cache of infra/tools/fetch. */
export type CachedComponent = 'kafka' | CompiledComponent;
export type CompiledComponent = 'kafka-exporter' | 'k6' | 'jaeger' | 'loki';

/** Name of its Debian package for infra/tools/fetch. */
export type DebianPackage =
  | 'redis-server'
  | 'prometheus'
  | 'prometheus-alertmanager'
  | 'prometheus-redis-exporter'
  | 'prometheus-postgres-exporter';

/** Runs a command to its end, with its output in the component's log; throws with the command's last line. */
export type RunJob = (command: string, args: string[], options?: JobOptions) => Promise<void>;

export interface JobOptions {
  cwd?: string;
  /** Added to the lab's own environment. */
  env?: Record<string, string>;
  /** The log of its output, if it is not the component's own `<component>.prepare` log. */
  log?: string;
}

export interface Launch {
  command: string;
  args: string[];
  /** The whole environment: no other variable of the user's shell is passed on. */
  env?: Record<string, string>;
  cwd?: string;
}

/** One component of the lab. All files of this folder have this shape. */
export interface Component {
  readonly name: string;
  readonly stage: Stage;
  readonly summary: string;
  /** Components that must be ready before this one starts. */
  readonly needs: readonly string[];
  readonly ports: readonly PortName[];
  readonly fetched?: CachedComponent | DebianPackage;
  /** External programs that it needs, each with a sentence on how to proceed without it. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Puts everything on disk that it needs to start; safe to repeat. */
  prepare?(lab: Lab, run: RunJob): Promise<void> | void;
  /** The process; a component without one is a tool that is ready once it is prepared. */
  launch?(lab: Lab): Launch;
  /** The readiness check of the running component, repeated until it succeeds. */
  ready?(lab: Lab): Promise<boolean>;
  /** Setup that other components need, repeated each time it has become ready; safe to repeat. */
  settle?(lab: Lab): Promise<void>;
  /** Whether it has processed all its input; `down` polls it before the end, for `graceMs` at most. */
  drained?(lab: Lab): Promise<boolean>;
  /** Requests its end; default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
  /** Maximum time for its end before it is killed. */
  readonly graceMs: number;
}
