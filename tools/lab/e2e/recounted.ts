import type { Metrics, Series } from '@webstore/signals';

/** An objective of infra/slo, in the words of this test. */
export interface Counted {
  objective: string;
  bad?: string;
  good?: string;
  total: string;
  by?: string;
  /** Its counters are there from the start, at 0: what was counted first is in the rate as well. */
  fromZero?: boolean;
  /** The service whose absence is all error. */
  servedBy?: string;
}

export const objectives: Counted[] = [
  {
    objective: 'checkout-availability',
    bad: 'webstore_http_requests_total{service="checkout",method="POST",route="/orders",status=~"5.."}',
    total: 'webstore_http_requests_total{service="checkout",method="POST",route="/orders"}',
    servedBy: 'checkout',
  },
  {
    objective: 'browse-latency',
    good: 'webstore_http_request_duration_seconds_bucket{service="catalog",method="GET",route=~"/products|/products/:id",status!~"5..",le="0.25"}',
    total:
      'webstore_http_request_duration_seconds_count{service="catalog",method="GET",route=~"/products|/products/:id"}',
    servedBy: 'catalog',
  },
  {
    objective: 'payment-success',
    bad: 'webstore_payments_total{result="error"}',
    total: 'webstore_payments_total{result=~"settled|declined|error"}',
    fromZero: true,
  },
  {
    objective: 'payment-success-by-country',
    bad: 'webstore_payments_total{result="error"}',
    total: 'webstore_payments_total{result=~"settled|declined|error"}',
    fromZero: true,
    by: 'country',
  },
  {
    objective: 'order-freshness',
    bad: 'webstore_orders_late_total',
    total: 'webstore_orders_total{result="accepted"}',
    fromZero: true,
  },
];

/** The bounds of an error ratio. */
export interface Bounds {
  least: number;
  most: number;
}

/**
 * The error ratio of the `seconds` before a moment, counted from the samples that were scraped, without `rate`: by
 * member of the objective, '' when there is but one. The edge of the window lies between two scrapes, and what was
 * counted between those is in the window or not: hence bounds. Members with few events are left out.
 */
export async function recount(metrics: Metrics, counted: Counted, seconds: number, at: Date) {
  const grown = async (selector: string) => {
    const series = await metrics.samples(selector, `${seconds + 10}s`, at);
    return sumBy(series, counted.by, at.getTime() - seconds * 1_000);
  };
  const totals = await grown(counted.total);
  const parts = await grown((counted.bad ?? counted.good)!);
  const away = counted.servedBy
    ? await awayCount(metrics, counted.servedBy, seconds, at)
    : { moments: 0, times: 0 };
  // A scrape may end after the evaluation that it stands before: a moment more or less, each time.
  const withAway = (ratio: number, moments: number) =>
    1 - (1 - Math.min(1, ratio)) * (1 - (Math.max(0, moments) * 5) / seconds);
  return new Map(
    [...totals].flatMap(([member, total]): [string, Bounds][] => {
      const part = parts.get(member) ?? { inside: 0, edge: 0 };
      const bad = counted.bad ? part : { inside: total.inside - part.inside, edge: total.edge - part.edge };
      if (total.inside < 12) return [];
      const least = withAway(bad.inside / (total.inside + total.edge), away.moments - away.times);
      return [
        [
          member,
          { least, most: withAway((bad.inside + bad.edge) / total.inside, away.moments + away.times) },
        ],
      ];
    }),
  );
}

/**
 * Whether the window can be recounted: where counters come to be with their first event, that one is in no rate, so
 * they must have been there when the window began.
 */
export async function isCovered(metrics: Metrics, { total, fromZero }: Counted, seconds: number, at: Date) {
  if (fromZero) return true;
  const series = await metrics.samples(total, `${seconds + 10}s`, at);
  const first = Math.min(...series.flatMap(({ points }) => points[0]!.at.getTime()));
  return first <= at.getTime() - seconds * 1_000;
}

/** By how much a counter grew inside of the window, and between the two scrapes at its edge. It may begin anew, from 0. */
function growth({ points }: Series, sinceMs: number): Growth {
  const grown = { inside: 0, edge: 0 };
  points.forEach(({ at, value }, index) => {
    const before = points[index - 1];
    if (!before || at.getTime() < sinceMs) return;
    const place = before.at.getTime() >= sinceMs ? 'inside' : 'edge';
    grown[place] += value >= before.value ? value - before.value : value;
  });
  return grown;
}

interface Growth {
  inside: number;
  edge: number;
}

/** At how many moments of evaluation, one every 5 s, the last scrape had found nobody, and how many times that began. */
async function awayCount(metrics: Metrics, service: string, seconds: number, at: Date) {
  const period = { from: new Date(at.getTime() - (seconds - 5) * 1_000), to: at };
  const series = await metrics.range(`up{job="services",service="${service}"}`, period, 5);
  const points = series.flatMap(({ points }) => points);
  const away = points.filter(({ value }) => value === 0);
  const began = points.filter(({ value }, index) => value === 0 && points[index - 1]?.value !== 0);
  return { moments: away.length, times: began.length };
}

function sumBy(series: Series[], label: string | undefined, sinceMs: number): Map<string, Growth> {
  const sums = new Map<string, Growth>();
  for (const one of series) {
    const member = label ? one.labels[label]! : '';
    const sum = sums.get(member) ?? { inside: 0, edge: 0 };
    const { inside, edge } = growth(one, sinceMs);
    sums.set(member, { inside: sum.inside + inside, edge: sum.edge + edge });
  }
  return sums;
}
