import type { Series } from '@webstore/signals';
import type { Measured, Predicate, Round } from '../exercise.ts';
import { momentOf } from './diagnosis.ts';
import { validateQuery } from './validate-query.ts';
import { onlyCounts, separates } from './separation.ts';
import { claimsNothing } from './ground-truth.ts';

const stepMs = 5_000;
/** The first customers have just arrived, and a rate needs a full window. */
const settledAfterMs = 25_000;

interface Compared {
  labels: string;
  before: number[];
  after: number[];
}

type Split = (moment: Date) => Compared[];

/** Every series of the round on both sides of a moment; missing values count as no events. */
async function splitting({ metrics, answers, startedAt, now }: Round): Promise<Split> {
  const from = new Date(startedAt.getTime() + settledAfterMs);
  const series = await metrics.range(answers['query']!, { from, to: now }, stepMs / 1000);
  const stepsTo = (moment: Date) => (moment.getTime() - from.getTime()) / stepMs;
  const all = series
    .filter(({ points }) => points.some(({ value }) => Number.isFinite(value)))
    .map((one) => {
      const values = Array.from({ length: Math.floor(stepsTo(now)) + 1 }, () => 0);
      for (const { at, value } of one.points)
        if (Number.isFinite(value)) values[Math.round(stepsTo(at))] = value;
      return { labels: named(one), values };
    });
  return (moment) => {
    const at = Math.max(0, Math.ceil(stepsTo(moment)));
    return all.map(({ labels, values }) => ({
      labels,
      before: values.slice(0, at),
      after: values.slice(at),
    }));
  };
}

const named = ({ labels }: Series) =>
  `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}}`;

const range = (values: number[]) =>
  values.length === 0
    ? 'nothing'
    : `${Math.min(...values).toPrecision(3)} to ${Math.max(...values).toPrecision(3)}`;

/** Before and after the learner's onset. */
function described({ answers, now }: Round, split: Split): string {
  const moment = momentOf(answers['onset'] ?? '', now);
  const all = split(Number.isNaN(moment.getTime()) ? now : moment);
  const apart = all.filter(isApart);
  return (
    (apart.length > 0 ? apart : all)
      .slice(0, 3)
      .map(({ labels, before, after }) => `${labels} before ${range(before)}, after ${range(after)}`)
      .join('; ') || 'the query has no answer over the time of the exercise'
  );
}

const isApart = ({ before, after }: Compared) => !onlyCounts(before) && separates(before, after);
const isSteady = (one: Compared) => !onlyCounts(one.before) && !isApart(one);

export const isEvidence: Predicate = {
  about: 'query',
  holds:
    'The result of the query differs before and after the incident; when nothing is broken, it shows that nothing has changed.',
  async check(round): Promise<Measured> {
    const { truth } = round;
    const query = round.answers['query']!;
    const refusal = validateQuery(query);
    if (refusal)
      return { ok: false, expected: 'a measurement of the shop, as it is', measured: refusal, query };
    const split = await splitting(round);
    const all = truth ? split(truth.onset) : [];
    return {
      ok: truth?.fault ? all.some(isApart) : all.length > 0 && all.every(isSteady),
      expected: claimsNothing(round)
        ? 'series that stay where they were'
        : 'a series that did more than count, and then left the range in which it was, clearly and for 25 seconds, when it began',
      measured: described(round, split),
      query,
    };
  },
};
