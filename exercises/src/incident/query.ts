import type { Series } from '@webstore/signals';
import type { Measured, Predicate, Round } from '../exercise.ts';
import { separates } from './separation.ts';
import { truthOf } from './truth.ts';

const stepMs = 5_000;
/** The first customers have just come, and a rate looks back. */
const settledAfterMs = 25_000;

interface Compared {
  labels: string;
  before: number[];
  after: number[];
}

/** Every series on both sides of the onset; where it has no value, nothing happened. */
async function compared(round: Round): Promise<Compared[]> {
  const from = new Date(round.startedAt.getTime() + settledAfterMs);
  const all = await round.metrics.range(round.answers['query']!, { from, to: round.now }, stepMs / 1000);
  const steps = Math.floor((round.now.getTime() - from.getTime()) / stepMs) + 1;
  const stepOf = (moment: Date) => Math.round((moment.getTime() - from.getTime()) / stepMs);
  const onset = Math.ceil((truthOf(round).onset.getTime() - from.getTime()) / stepMs);
  return all
    .filter(({ points }) => points.some(({ value }) => Number.isFinite(value)))
    .map((series) => {
      const values = Array.from({ length: steps }, () => 0);
      for (const { at, value } of series.points) if (Number.isFinite(value)) values[stepOf(at)] = value;
      return { labels: named(series), before: values.slice(0, onset), after: values.slice(onset) };
    });
}

const named = ({ labels }: Series) =>
  `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}}`;

const range = (values: number[]) =>
  values.length === 0
    ? 'nothing'
    : `${Math.min(...values).toPrecision(3)} to ${Math.max(...values).toPrecision(3)}`;

const described = (all: Compared[]) =>
  all
    .slice(0, 3)
    .map(({ labels, before, after }) => `${labels} before ${range(before)}, after ${range(after)}`)
    .join('; ') || 'the query has no answer over the time of the exercise';

export const isEvidence: Predicate = {
  about: 'query',
  holds: 'The query tells before from after; when nothing is broken, it shows that nothing has changed.',
  async check(round): Promise<Measured> {
    const { fault, onset } = truthOf(round);
    const all = await compared(round);
    const apart = all.filter(({ before, after }) => separates(before, after));
    return {
      ok: fault ? apart.length > 0 : all.length > 0 && apart.length === 0,
      expected: fault
        ? `a series that leaves its range of before, clearly and for 25 seconds, after ${onset.toISOString()}`
        : 'series that stay where they were',
      measured: described(apart.length > 0 ? apart : all),
      query: round.answers['query']!,
    };
  },
};
