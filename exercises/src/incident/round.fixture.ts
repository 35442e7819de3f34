import type { Metrics, Sample, Series, Span, Traces } from '@webstore/signals';
import type { Round, GroundTruth } from '../exercise.ts';

/** Seconds since the start of a round, as a moment. */
export const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1, 12, 0, seconds));

export const onset = 120;
export const now = 300;

/** A value for each moment; undefined for a gap. */
export type Course = (seconds: number) => number | undefined;

export const steps =
  (before: number, after: number, back = Infinity): Course =>
  (seconds) =>
    seconds >= onset && seconds < back ? after : before;

interface Arranged {
  answers?: Record<string, string>;
  truth?: GroundTruth | undefined;
  /** By the beginning of a query. */
  series?: Record<string, { labels: Record<string, string>; course: Course }[]>;
  spans?: Partial<Span>[];
}

/** The ports of these rounds. */
const ports: Record<number, string> = { 8001: 'catalog', 8002: 'cart', 8090: 'acquirer', 5432: 'postgres' };

/** A round for specs, with stores whose answers the test sets. */
export function aRound({ answers = {}, truth, series = {}, spans }: Arranged): Round {
  const secondsOf = (moment: Date) => (moment.getTime() - at(0).getTime()) / 1000;
  const asked = (query: string) =>
    Object.entries(series).find(([start]) => query.startsWith(start))?.[1] ?? [];
  const metrics = {
    instant: (query: string, moment = at(now)): Promise<Sample[]> =>
      Promise.resolve(
        asked(query).flatMap(({ labels, course }) => {
          const value = course(secondsOf(moment));
          return value === undefined ? [] : [{ labels, at: moment, value }];
        }),
      ),
    range: (query: string, { from, to }: { from: Date; to: Date }, step: number): Promise<Series[]> =>
      Promise.resolve(
        asked(query).map(({ labels, course }) => {
          const points = [];
          for (let second = secondsOf(from); second <= secondsOf(to); second += step) {
            const value = course(second);
            if (value !== undefined) points.push({ at: at(second), value });
          }
          return { labels, points };
        }),
      ),
  } as Metrics;
  const traces: Traces = {
    get: (id) => Promise.resolve(spans && { id, spans: spans as Span[] }),
    find: () => Promise.resolve([]),
  };
  const customers = { scenario: 'countries', users: 8 };
  const partAt = (port: number) => ports[port];
  return { metrics, traces, answers, truth, customers, startedAt: at(0), now: at(now), partAt } as Round;
}

/** A fault whose effect follows a course. */
export const aTruth = (course: Course, fault: Partial<GroundTruth['fault']> = {}): GroundTruth => ({
  onset: at(onset),
  fault: {
    component: 'acquirer',
    where: 'payment',
    cause: 'slow-dependency',
    reading: {
      query: 'paymentTime',
      direction: 'above',
      atLeast: 0.5,
      at: (moment) => Promise.resolve(course((moment.getTime() - at(0).getTime()) / 1000)),
    },
    ...fault,
  },
});

export const nothing: GroundTruth = { onset: at(onset) };
