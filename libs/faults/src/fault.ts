import type { z } from 'zod';
import type { Part } from './part';

/** What kind of thing went wrong: the second half of the answer to an exercise, after the component. */
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
export type CauseKind = (typeof causeKinds)[number];

/** What an on-call can do to a part: the actions of `./lab mitigate`. */
export const mitigationActions = ['restart', 'rollback', 'scale', 'limit', 'flush', 'config'] as const;
export type MitigationAction = (typeof mitigationActions)[number];

/** A part, or the parameter that names it: `$part`. */
export type PartOrParameter = Part | `$${string}`;

/** The measurement that shows a fault. */
export interface Signal {
  /** Name of a query in the catalogue of libs/signals. */
  query: string;
  /** Which series of its answer, by labels; `$name` is the value of a parameter. Without: all, the highest or lowest of them. */
  with?: Readonly<Record<string, string>>;
  direction: 'above' | 'below';
  /** How far beyond the range of the baseline at least, in the unit of the query. */
  atLeast: number;
}

export interface Mitigation {
  action: MitigationAction;
  part: PartOrParameter;
  /** What `config`, `scale` and `limit` are told. */
  settings?: Readonly<Record<string, string>>;
}

/** One thing that can break. The siblings in `catalogue/` are all of this shape. */
export interface Fault<Parameters extends z.ZodObject = z.ZodObject> {
  readonly id: string;
  /** What breaks, in one sentence. */
  readonly title: string;
  /** The part that is broken: the true answer of an exercise. */
  readonly component: PartOrParameter;
  /** Where it is felt first, when that is another part than the one that is broken. */
  readonly where: PartOrParameter;
  /** Every one has a default. */
  readonly parameters: Parameters;
  readonly signal: Signal;
  /** What finding it trains. */
  readonly skill: string;
  readonly cause: CauseKind;
  /** What restores the shop, short of healing. */
  readonly mitigation: Mitigation;
  /** `lab`: the lab acts on the parts. `switch`: a service behaves otherwise, told at run time. */
  readonly mechanism: 'lab' | 'switch';
}

/** Gives the object its own type while it is checked against the shape. */
export const fault = <P extends z.ZodObject>(described: Fault<P>): Fault<P> => described;
