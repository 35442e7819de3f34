import { fill, queries } from '@webstore/signals';
import type { Exercise, Predicate, Round } from '../src/exercise.ts';
import { isWithinTolerance } from '../src/within-tolerance.ts';
import { environment } from '../src/queries.ts';
import { compareByLabel } from '../src/compare-by-label.ts';

const share = fill(queries.segmentShare.text, { environment, window: '2m' });
/** Tolerance for a number that was read a minute ago. */
const moved = 0.05;

const shares: Predicate = {
  about: 'share',
  holds: 'The query gives, for each segment, its share of all actions in the last two minutes.',
  check: (round) => compareByLabel('segment', round, 'share', share),
};

const atRisk: Predicate = {
  about: 'at_risk',
  holds: 'The share of the at_risk customers is correct.',
  async check({ metrics, now, answers }) {
    const samples = await metrics.instant(share, now);
    const found = samples.find(({ labels }) => labels['segment'] === 'at_risk');
    return isWithinTolerance(answers['at_risk']!, found?.value, {
      moved,
      nothing: 'no customer does anything',
      query: share,
    });
  },
};

/** Actions in each five seconds, for twenty minutes. */
const usual = { vip: 10, new: 55, returning: 25, at_risk: 10 };
const [stepSeconds, stepsBefore, stepsAfter] = [5, 216, 24];

/** The shop's counters after 18 minutes of usual behaviour and two minutes at these multiples of it. */
const inThat = (does: Partial<Record<keyof typeof usual, number>>) =>
  Object.entries(usual).map(([segment, each]) => ({
    series: `webstore_customer_segment_total{job="services",service="checkout",instance="127.0.0.1:8003",version="1",environment="${environment}",segment="${segment}",action="order_accepted"}`,
    values: `0+${each}x${stepsBefore} ${each * stepsBefore}+${each * (does[segment as keyof typeof usual] ?? 1)}x${stepsAfter}`,
  }));

const seconds = (stepsBefore + stepsAfter) * stepSeconds;

const tried = (what: string, does: Parameters<typeof inThat>[0], mustFire: boolean): Predicate => ({
  about: 'alert',
  holds: `The alert ${mustFire ? 'fires' : 'is silent'} when ${what}.`,
  async check({ fires, answers }: Round) {
    const query = answers['alert']!;
    const hasFired = await fires({ expression: query, input: inThat(does), stepSeconds, atSeconds: seconds });
    return {
      ok: hasFired === mustFire,
      expected: mustFire ? 'it has an answer' : 'it has none',
      measured: `promtool, with counters of twenty minutes in which that happens in the last two: ${hasFired ? 'it has one' : 'it has none'}`,
      query,
    };
  },
});

const isSilentNow: Predicate = {
  about: 'alert',
  holds: 'The alert does not fire now, because nothing is wrong.',
  async check({ metrics, answers, now }) {
    const query = answers['alert']!;
    const found = await metrics.instant(query, now);
    return { ok: found.length === 0, expected: 'no answer', measured: `${found.length} series`, query };
  },
};

const everybody = (much: number) => ({ vip: much, new: much, returning: much, at_risk: much });

export const exercise: Exercise = {
  customers: { scenario: 'countries', users: 8 },
  questions: [
    {
      name: 'share',
      ask: 'A query: the share of each segment in all actions of customers.',
      looksLike: 'PromQL, in single quotes',
    },
    { name: 'at_risk', ask: 'What is the share of at_risk now?', looksLike: '0.25' },
    {
      name: 'alert',
      ask: 'The expression of the alert: a result when the VIPs leave, none otherwise.',
      looksLike: 'PromQL, in single quotes',
    },
  ],
  hints: [
    'One counter has all actions of customers: webstore_customer_segment_total, with the labels segment and action.',
    'A share is sum by (segment) (rate(…[2m])) over the sum of all, which has no label: / on () group_left () sum(rate(…[2m])). An alert compares a share of now with one of before: … < 0.5 * (… offset 2m).',
    'The share of VIPs: sum(rate(webstore_customer_segment_total{segment="vip"}[2m])) / sum(rate(webstore_customer_segment_total[2m])). The same with [10m] offset 2m in both places is what it was before. A number of actions instead of a share would fall every night.',
  ],
  predicates: [
    shares,
    atRisk,
    tried('VIPs do a quarter of what they did, and all others go on', { vip: 0.25 }, true),
    tried('VIPs do nothing at all any more', { vip: 0 }, true),
    tried('everybody does a quarter, as at night', everybody(0.25), false),
    tried('VIPs do four fifths of what they did', { vip: 0.8 }, false),
    isSilentNow,
  ],
  shortestWay: [
    'sum by (segment) (rate(webstore_customer_segment_total[2m])) / on () group_left () sum(rate(webstore_customer_segment_total[2m]))',
    'The same for segment="vip" alone, < 0.5 * the same with [10m] offset 2m.',
    'infra/prometheus/rules/vip-engagement.yml is the rule of the lab itself: it has longer windows, and does not fire while too few customers are active.',
  ],
};
