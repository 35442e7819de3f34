import type { Page } from '@webstore/contracts';
import type { Alerts, Logs, Metrics, Traces } from '@webstore/signals';

/** What a learner can look at, and a solver with him. */
export interface Signals {
  metrics: Metrics;
  logs: Logs;
  traces: Traces;
  alerts: Alerts;
  /** What reached the pager, the newest first. */
  pages(): Promise<Page[]>;
}

/** How what a fault moves can be read, and in which direction it moves it. */
export interface Reading {
  query: string;
  direction: 'above' | 'below';
  /** How far beyond what is usual the fault moves it at least. */
  atLeast: number;
  /** Undefined: nothing can be measured at that moment. */
  at(moment: Date): Promise<number | undefined>;
}

/** What was secret of an incident, opened for the grader alone. */
export interface GroundTruth {
  /** When it began; when nothing is broken, from when on there was more to do. */
  onset: Date;
  /** Undefined: nothing was broken. */
  fault?: {
    component: string;
    where: string;
    cause: string;
    /** The country that is affected; undefined: all. */
    country?: string | undefined;
    reading: Reading;
  };
}

/** Counters as promtool writes them (`series`, `values`), and an expression to be asked of them at a moment. */
export interface Trial {
  expression: string;
  input: { series: string; values: string }[];
  stepSeconds: number;
  atSeconds: number;
}

/** One time that somebody does an exercise. */
export interface Round extends Signals {
  startedAt: Date;
  customers: Customers;
  /** Of an incident alone. */
  truth?: GroundTruth | undefined;
  /** Which part listens there, by its name in `./lab status`. */
  partAt(port: number): string | undefined;
  /** Whether an expression has an answer, with counters that are made for it. */
  fires(trial: Trial): Promise<boolean>;
  /** When the grader looks. */
  now: Date;
  /** By the name of the question. */
  answers: Record<string, string>;
}

export interface Question {
  /** As in `./lab exercise answer trace=…`. */
  name: string;
  ask: string;
  /** What an answer looks like; never a right one. */
  looksLike: string;
}

/** What was found out about one answer, so that a wrong one teaches. */
export interface Measured {
  ok: boolean;
  expected: string;
  measured: string;
  /** How anybody can look at the same. */
  query: string;
}

/** One thing that must hold. It is asked of the running lab, never of a stored solution. */
export interface Predicate {
  /** The question, or the deed, that it is about: points are given for each of these. */
  about: string;
  /** A sentence. */
  holds: string;
  /** The questions without whose answers there is nothing to check. Default: the one that it is about. */
  needs?: string[];
  check(round: Round): Promise<Measured>;
}

/** Customers who come by themselves while the exercise runs. */
export interface Customers {
  /** A scenario of load-tests. */
  scenario: string;
  users: number;
  country?: string;
}

/** One folder `NN-name`: its README tells the story, this says how it is done and graded. */
export interface Exercise {
  /** Something breaks, or does not, at a moment that nobody tells: what, is redrawn for each round. */
  isIncident?: boolean;
  customers: Customers;
  questions: Question[];
  /** In three tiers: which signal, which query shape, where. */
  hints: readonly [string, string, string];
  predicates: Predicate[];
  /** The shortest way there, a command or a step a line; told when it is over. */
  shortestWay: string[];
}

/** What a solver may do beside looking: a verb of the lab, as a learner types it. */
export type Act = (...args: string[]) => Promise<void>;

/** Finds the answers from telemetry alone. Throws what it does not see yet: whoever asks, asks again. */
export type Solver = (looking: Signals & { startedAt: Date }, act: Act) => Promise<Record<string, string>>;
