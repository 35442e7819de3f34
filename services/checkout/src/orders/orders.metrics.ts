import { countries, type Country, type Segment, segments } from '@webstore/contracts';
import { counter, histogram, summary } from '@webstore/telemetry';

export type OrderResult = 'accepted' | 'completed' | 'cancelled' | 'refunded';

interface Bought {
  country: Country;
  segment: Segment;
  totalCents: number;
}

interface Ended {
  country: Country;
  placedAt: Date;
  updatedAt: Date;
}

const orders = counter({
  name: 'webstore_orders_total',
  help: 'Orders by result. Each accepted order is later completed or cancelled; a completed one may be refunded.',
  labels: ['country', 'segment', 'result'],
  customersOnly: true,
});
const lateOrders = counter({
  name: 'webstore_orders_late_total',
  help: 'Orders that were still pending when their deadline passed, each once.',
  labels: ['country'],
  customersOnly: true,
});
const durations = histogram({
  name: 'webstore_order_duration_seconds',
  help: 'Time from placing an order until it is completed or cancelled.',
  labels: ['country', 'result'],
  customersOnly: true,
  // 5 s: the order is late. 900 s: a pending order is cancelled.
  buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900],
});
/** The same durations as a summary, for comparison: see docs/reference/metrics.md. */
const quantiles = summary({
  name: 'webstore_order_duration_quantiles_seconds',
  help: 'Quantiles of the time that orders took in this process, of the last ten minutes; 0 while there were none.',
  labels: ['result'],
  customersOnly: true,
  quantiles: [0.5, 0.95, 0.99],
});
const revenue = counter({
  name: 'webstore_revenue_euros_total',
  help: 'Revenue of completed orders, in euros; refunds are not subtracted.',
  labels: ['country'],
  customersOnly: true,
});
const funnel = counter({
  name: 'webstore_funnel_stage_total',
  help: 'Customers who reached a stage on the way to a purchase.',
  labels: ['stage', 'country', 'segment'],
  customersOnly: true,
});
const segmentActions = counter({
  name: 'webstore_customer_segment_total',
  help: 'What the customers of a segment did.',
  labels: ['segment', 'action'],
  customersOnly: true,
});

const ends = ['completed', 'cancelled'] as const;
const results: OrderResult[] = ['accepted', 'completed', 'cancelled', 'refunded'];

// All series start at 0, because a series that appears with its first event shows no increase.
for (const country of countries) {
  lateOrders.add({ country }, 0);
  revenue.add({ country }, 0);
  for (const result of ends) durations.zero({ country, result });
  for (const segment of segments) {
    for (const result of results) orders.add({ country, segment, result }, 0);
    for (const stage of ['checkout_start', 'checkout_complete']) funnel.add({ stage, country, segment }, 0);
  }
}
for (const segment of segments) {
  for (const result of results) segmentActions.add({ segment, action: `order_${result}` }, 0);
}

export function countCheckoutStart({ country, segment }: Omit<Bought, 'totalCents'>): void {
  funnel.add({ stage: 'checkout_start', country, segment });
}

export function countOrder({ country, segment, totalCents }: Bought, result: OrderResult): void {
  orders.add({ country, segment, result });
  segmentActions.add({ segment, action: `order_${result}` });
  if (result !== 'completed') return;
  revenue.add({ country }, totalCents / 100);
  funnel.add({ stage: 'checkout_complete', country, segment });
}

/** Records the duration of an ended order. */
export function timeOrder({ country, placedAt, updatedAt }: Ended, result: (typeof ends)[number]): void {
  const seconds = (updatedAt.getTime() - placedAt.getTime()) / 1_000;
  durations.observe({ country, result }, seconds);
  quantiles.observe({ result }, seconds);
}

export function countLate({ country }: { country: Country }): void {
  lateOrders.add({ country });
}
