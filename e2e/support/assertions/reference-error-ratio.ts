import type { Metrics, Series } from '@webstore/signals';

/** An objective of infra/slo, restated independently for this test. */
export interface Counted {
  objective: string;
  bad?: string;
  good?: string;
  total: string;
  /** Part of the total that does not count as an event. */
  excluded?: string;
  by?: string;
  /** The service whose outage counts as all errors. */
  servedBy?: string;
}

export const objectives: Counted[] = [
  {
    objective: 'cart-availability',
    good: 'webstore_http_request_duration_seconds_count{service="cart",route=~"/carts|/carts/:id|/carts/:id/items/:productId",status!~"5..|499"}',
    total:
      'webstore_http_request_duration_seconds_count{service="cart",route=~"/carts|/carts/:id|/carts/:id/items/:productId"}',
    excluded:
      'webstore_http_request_duration_seconds_bucket{service="cart",route=~"/carts|/carts/:id|/carts/:id/items/:productId",status="499",le=~"1|1.0"}',
    servedBy: 'cart',
  },
  {
    objective: 'checkout-availability',
    good: 'webstore_http_request_duration_seconds_count{service="checkout",method="POST",route="/orders",status!~"5..|499"}',
    total: 'webstore_http_request_duration_seconds_count{service="checkout",method="POST",route="/orders"}',
    excluded:
      'webstore_http_request_duration_seconds_bucket{service="checkout",method="POST",route="/orders",status="499",le=~"1|1.0"}',
    servedBy: 'checkout',
  },
  {
    objective: 'login-availability',
    good: 'webstore_http_request_duration_seconds_count{service="checkout",method="POST",route="/sessions",status!~"5..|499"}',
    total: 'webstore_http_request_duration_seconds_count{service="checkout",method="POST",route="/sessions"}',
    excluded:
      'webstore_http_request_duration_seconds_bucket{service="checkout",method="POST",route="/sessions",status="499",le=~"1|1.0"}',
  },
  {
    objective: 'browse-latency',
    good: 'webstore_http_request_duration_seconds_bucket{service="catalog",method="GET",route=~"/products|/products/:id",status!~"5..|499",le="0.25"}',
    total:
      'webstore_http_request_duration_seconds_count{service="catalog",method="GET",route=~"/products|/products/:id"}',
    excluded:
      'webstore_http_request_duration_seconds_bucket{service="catalog",method="GET",route=~"/products|/products/:id",status="499",le="0.25"}',
    servedBy: 'catalog',
  },
  {
    objective: 'payment-success',
    bad: 'webstore_payments_total{result="error"}',
    total: 'webstore_payments_total{result=~"settled|declined|error"}',
  },
  {
    objective: 'payment-success-by-country',
    bad: 'webstore_payments_total{result="error"}',
    total: 'webstore_payments_total{result=~"settled|declined|error"}',
    by: 'country',
  },
  {
    objective: 'order-freshness',
    bad: 'webstore_orders_late_total',
    total: 'webstore_orders_total{result="accepted"}',
  },
];

/** The bounds of an error ratio. */
export interface Bounds {
  least: number;
  most: number;
}

/**
 * The error ratio of the `seconds` before a moment, from the samples that were scraped: by member of the objective, ''
 * when there is but one. A scrape that ended while the rules were evaluated was seen by them or not: hence bounds.
 *
 * @param fewest members with fewer events are left out
 */
export async function referenceErrorRatio(
  metrics: Metrics,
  counted: Counted,
  seconds: number,
  at: Date,
  fewest: number,
) {
  const samples = (selector: string) => metrics.samples(selector, `${seconds}s`, at);
  const [totals, parts] = [await samples(counted.total), await samples((counted.bad ?? counted.good)!)];
  const excluded = counted.excluded ? await samples(counted.excluded) : [];
  const outages = counted.servedBy
    ? await countOutages(metrics, counted.servedBy, seconds, at)
    : { moments: 0, times: 0 };
  // As with samples, once for each outage.
  const withOutages = (ratio: number, moments: number) =>
    1 - (1 - Math.min(1, ratio)) * (1 - (Math.max(0, moments) * 5) / seconds);

  const bounds = new Map<string, Bounds>();
  for (const seenUntil of [at.getTime(), at.getTime() - 1_000]) {
    const window = { from: at.getTime() - seconds * 1_000, to: at.getTime(), seenUntil };
    const part = sumBy(parts, counted.by, window);
    const none = sumBy(excluded, counted.by, window);
    for (const [member, all] of sumBy(totals, counted.by, window)) {
      const total = all - (none.get(member) ?? 0);
      if (total < fewest) continue;
      const ofPart = part.get(member) ?? 0;
      const ratio = (counted.bad ? ofPart : total - ofPart) / total;
      const { least, most } = bounds.get(member) ?? { least: Infinity, most: -Infinity };
      bounds.set(member, {
        least: Math.min(least, withOutages(ratio, outages.moments - outages.times)),
        most: Math.max(most, withOutages(ratio, outages.moments + outages.times)),
      });
    }
  }
  return bounds;
}

interface Window {
  from: number;
  to: number;
  seenUntil: number;
}

/**
 * Increase of a counter in the window, as Prometheus documents `increase`: extrapolated to the ends of the
 * window if these are nearer than one scrape (else by half a scrape), and never to before the counter was 0.
 */
function increase({ points }: Series, { from, to, seenUntil }: Window): number {
  const seen = points
    .map(({ at, value }) => ({ at: at.getTime(), value }))
    .filter(({ at }) => at <= seenUntil);
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last || seen.length < 2) return 0;
  // A counter that fell was reset to 0.
  const grown = seen
    .slice(1)
    .reduce((sum, { value }, n) => sum + (value >= seen[n]!.value ? value - seen[n]!.value : value), 0);
  const sampled = last.at - first.at;
  const between = sampled / (seen.length - 1);
  const toZero = grown > 0 ? (sampled * first.value) / grown : Infinity;
  const before = Math.min(first.at - from, toZero);
  const after = to - last.at;
  const extended = [before, after].map((gap) => (gap < 1.1 * between ? gap : between / 2));
  return (grown * (sampled + extended[0]! + extended[1]!)) / sampled;
}

/**
 * Number of evaluations, one every 5 s, whose last scrape had failed, and number of outages that this makes.
 */
async function countOutages(metrics: Metrics, service: string, seconds: number, at: Date) {
  const period = { from: new Date(at.getTime() - (seconds - 5) * 1_000), to: at };
  const series = await metrics.range(`up{job="services",service="${service}"}`, period, 5);
  const points = series.flatMap(({ points }) => points);
  const failures = points.filter(({ value }) => value === 0);
  const began = points.filter(({ value }, index) => value === 0 && points[index - 1]?.value !== 0);
  return { moments: failures.length, times: began.length };
}

function sumBy(series: Series[], label: string | undefined, window: Window): Map<string, number> {
  const sums = new Map<string, number>();
  for (const one of series) {
    const member = label ? one.labels[label]! : '';
    sums.set(member, (sums.get(member) ?? 0) + increase(one, window));
  }
  return sums;
}
