import type { Lab } from '@webstore/lab-core/lab.ts';
import type { PortName } from '@webstore/lab-core/ports.ts';

/** In the order in which `up` brings them; `compiled` waits until the shop runs, for compiling takes both cores. */
export const stages = ['backing', 'shop', 'metrics', 'compiled'] as const;
export type Stage = (typeof stages)[number];

/** What infra/tools/fetch keeps in the cache. */
export type CachedPart = 'kafka' | CompiledPart;
export type CompiledPart = 'kafka-exporter' | 'k6' | 'jaeger' | 'loki';

/** What infra/tools/fetch installs from Debian. */
export type DebianPackage =
  | 'redis-server'
  | 'prometheus'
  | 'prometheus-alertmanager'
  | 'prometheus-redis-exporter'
  | 'prometheus-postgres-exporter';

/** Runs a command to its end, its output in the part's log; throws with the command's last line. */
export type RunJob = (command: string, args: string[], options?: JobOptions) => Promise<void>;

export interface JobOptions {
  cwd?: string;
  /** Added to the lab's own environment. */
  env?: Record<string, string>;
  /** Where its output goes, when not to the part's own `<part>.prepare` log. */
  log?: string;
}

export interface Launch {
  command: string;
  args: string[];
  /** The whole environment: what is not named here does not leak in from the user's shell. */
  env?: Record<string, string>;
  cwd?: string;
}

/** One part of the lab. The siblings of this file are all of this shape, so who has read one has read all. */
export interface Component {
  readonly name: string;
  readonly stage: Stage;
  readonly summary: string;
  /** Components that must be ready before this one starts. */
  readonly needs: readonly string[];
  readonly ports: readonly PortName[];
  readonly fetched?: CachedPart | DebianPackage;
  /** Programs it runs that nobody brings for it, each with the sentence that says what to do without it. */
  readonly programs?: Readonly<Record<string, string>>;
  /** What must be on disk before it can start; safe to repeat. */
  prepare?(lab: Lab, run: RunJob): Promise<void> | void;
  /** The process; a part without one is a tool that is ready once it is prepared. */
  launch?(lab: Lab): Launch;
  /** A condition of the running part, asked until it holds. */
  ready?(lab: Lab): Promise<boolean>;
  /** What must hold before others may use it, done each time it has become ready; safe to repeat. */
  settle?(lab: Lab): Promise<void>;
  /** Whether it has dealt with all that it was sent; asked by `down` before it ends, for `graceMs` at most. */
  drained?(lab: Lab): Promise<boolean>;
  /** Asks it to end; default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
  /** How long it may take to end before it is killed. */
  readonly graceMs: number;
}
