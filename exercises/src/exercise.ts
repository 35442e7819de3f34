import type { Page } from '@webstore/contracts';
import type { Alerts, Logs, Metrics, Traces } from '@webstore/signals';

/** The telemetry that a learner and a solver can query. */
export interface Signals {
  metrics: Metrics;
  logs: Logs;
  traces: Traces;
  alerts: Alerts;
  /** Pages in the pager, newest first. */
  pages(): Promise<Page[]>;
}

/** The query for a signal that the fault changes, and the direction of the change. */
export interface Reading {
  query: string;
  direction: 'above' | 'below';
  /** Minimum distance from the baseline that the fault causes. */
  atLeast: number;
  /** Undefined: no data at that moment. */
  at(moment: Date): Promise<number | undefined>;
}

/** The sealed part of an incident, which only the grader opens. */
export interface GroundTruth {
  /** Start of the fault; without a fault, start of the additional traffic. */
  onset: Date;
  /** Undefined: there was no fault. */
  fault?: {
    component: string;
    where: string;
    cause: string;
    /** The country that is affected; undefined: all. */
    country?: string | undefined;
    reading: Reading;
  };
}

/** Counters in promtool's notation (`series`, `values`), and an expression to evaluate at a moment. */
export interface Trial {
  expression: string;
  input: { series: string; values: string }[];
  stepSeconds: number;
  atSeconds: number;
}

/** One attempt at an exercise. */
export interface Round extends Signals {
  startedAt: Date;
  customers: Customers;
  /** Only for incidents. */
  truth?: GroundTruth | undefined;
  /** The component at this address, by its name in `./lab status`. */
  partAt(port: number): string | undefined;
  /** Whether an expression has an answer for the given counters. */
  fires(trial: Trial): Promise<boolean>;
  /** Time of the grading. */
  now: Date;
  /** By the name of the question. */
  answers: Record<string, string>;
}

export interface Question {
  /** As in `./lab exercise answer trace=…`. */
  name: string;
  ask: string;
  /** The format of an answer; never a right one. */
  looksLike: string;
}

/** Findings about one answer, from which a learner sees why it is wrong. */
export interface Measured {
  ok: boolean;
  expected: string;
  measured: string;
  /** How to reproduce the measurement. */
  query: string;
}

/** One condition of the grade. It is checked on the running lab, never against a stored solution. */
export interface Predicate {
  /** The question or the mitigation that it checks: points are given for each of these. */
  about: string;
  /** A sentence. */
  holds: string;
  /** The questions that must be answered before this check. Default: the one in `about`. */
  needs?: string[];
  check(round: Round): Promise<Measured>;
}

/** Background customers during the exercise. */
export interface Customers {
  /** A scenario of load-tests. */
  scenario: string;
  users: number;
  country?: string;
}

/** One folder `NN-name`: its README has the story, this object the questions, the hints and the grading. */
export interface Exercise {
  /** A random fault, or none, at a random time, drawn again for each round. */
  isIncident?: boolean;
  customers: Customers;
  questions: Question[];
  /** In three tiers: which signal, which query shape, where. */
  hints: readonly [string, string, string];
  predicates: Predicate[];
  /** The shortest solution, one command or step a line; shown at the end. */
  shortestWay: string[];
}

/** A solver's action: a command of the lab, as a learner types it. */
export type Act = (...args: string[]) => Promise<void>;

/** Finds the answers from telemetry alone. Throws while data is missing; the caller retries. */
export type Solver = (looking: Signals & { startedAt: Date }, act: Act) => Promise<Record<string, string>>;
