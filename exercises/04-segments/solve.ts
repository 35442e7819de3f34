import type { Metrics } from '@webstore/signals';

const done = (of: string, window: string) => `(rate(webstore_customer_segment_total${of}[${window}]))`;
const vips = (window: string, offset = '') =>
  `(sum(rate(webstore_customer_segment_total{segment="vip"}[${window}]${offset})) / sum(rate(webstore_customer_segment_total[${window}]${offset})))`;

interface Looking {
  metrics: Metrics;
  startedAt: Date;
}

/** The window of the queries, plus one scrape. */
const windowMs = 125_000;

/** Compares the segments, and the VIPs now with the VIPs before. */
export async function solve({ metrics, startedAt }: Looking): Promise<Record<string, string>> {
  if (Date.now() < startedAt.getTime() + windowMs)
    throw new Error('the last two minutes are not all of this exercise');
  const share = `sum by (segment) ${done('', '2m')} / on () group_left () sum ${done('', '2m')}`;
  const atRisk = (await metrics.instant(share)).find(({ labels }) => labels['segment'] === 'at_risk');
  if (!atRisk) throw new Error('no customer of at_risk has done anything yet');
  return {
    share,
    at_risk: atRisk.value.toFixed(3),
    alert: `${vips('2m')} < 0.5 * ${vips('10m', ' offset 2m')}`,
  };
}
