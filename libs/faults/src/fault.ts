import type { z } from 'zod';
import type { Part } from './part';

/** Kinds of cause: the second half of the answer to an exercise, after the component. */
export const causeKinds = [
  'outage',
  'slow-dependency',
  'error',
  'resource-exhaustion',
  'configuration',
  'bad-release',
  'data',
  'load',
  'telemetry',
] as const;
/** One of the {@link causeKinds}: the right answer to "how did it break?". */
export type CauseKind = (typeof causeKinds)[number];

/** What an on-call engineer can do to a component: the actions of `./lab mitigate`. */
export const mitigationActions = ['restart', 'rollback', 'scale', 'limit', 'flush', 'config'] as const;
/** One of the {@link mitigationActions}. */
export type MitigationAction = (typeof mitigationActions)[number];

/** The forms in which the lab runs: its own processes, or containers. */
export const modes = ['native', 'containers'] as const;
/** One of the {@link modes}. */
export type Mode = (typeof modes)[number];

/** A component, or the parameter that names it: `$part`. */
export type PartOrParameter = Part | `$${string}`;

/** The measurement that shows a fault. */
export interface Signal {
  /** Name of a query in the catalogue of libs/signals. */
  query: string;
  /** Label values that select series of the result; `$name` is the value of a parameter. Default: the highest or lowest of all series. */
  with?: Readonly<Record<string, string>>;
  direction: 'above' | 'below';
  /** Minimum distance from the baseline range, in the unit of the query. */
  atLeast: number;
}

/** An action that ends or limits the effect of a fault, as `./lab mitigate` runs it. */
export interface Mitigation {
  action: MitigationAction;
  part: PartOrParameter;
  /** Arguments of `config`, `scale` and `limit`. */
  settings?: Readonly<Record<string, string>>;
}

/** One fault. Each file in `catalogue/` defines one. */
export interface Fault<Parameters extends z.ZodObject = z.ZodObject> {
  readonly id: string;
  /** What breaks, in one sentence. */
  readonly title: string;
  /** The broken component: the correct answer of an exercise. */
  readonly component: PartOrParameter;
  /** The component that shows the first symptom. It may differ from the broken component. */
  readonly where: PartOrParameter;
  /** Each parameter has a default. */
  readonly parameters: Parameters;
  readonly signal: Signal;
  /** The skill that finding the fault trains. */
  readonly skill: string;
  readonly cause: CauseKind;
  /** The action that restores the shop without `./lab heal`. */
  readonly mitigation: Mitigation;
  /** `lab`: the lab acts on the components. `switch`: a flag changes a service's behaviour at run time. */
  readonly mechanism: 'lab' | 'switch';
  /** For each form of the lab: true, or a sentence that says why the fault does not work there. */
  readonly works: Readonly<Record<Mode, true | string>>;
}

/** The fault works in each form of the lab. */
export const everywhere = { native: true, containers: true } as const satisfies Fault['works'];

/** Checks an object against {@link Fault} and keeps its own, narrower type. */
export const fault = <P extends z.ZodObject>(described: Fault<P>): Fault<P> => described;
