import { labels, promql, type Query } from '../query';

const here = 'environment="$environment"';
const ofCountry = `${here},country=~"$country"`;
const stage = (name: string) =>
  `sum by (country) (rate(webstore_funnel_stage_total{${ofCountry},stage="${name}"}[$window]))`;

const stages = ['product_view', 'add_to_cart', 'checkout_start', 'payment', 'checkout_complete'];
type By = '' | 'by (country) ';
/**
 * Customers who came at least as far as a stage. An order counts in every earlier stage too, although its customer may
 * have skipped one (a cart can be filled without a product page) or passed it before the range began. So no stage has
 * more customers than the one before it.
 */
const reached = (first: string, range: string, by: By = '') => {
  const from = stages.slice(stages.indexOf(first)).join('|');
  const labels = by ? 'country, stage' : 'stage';
  return `max ${by}(sum by (${labels}) (increase(webstore_funnel_stage_total{${ofCountry},stage=~"${from}"}[${range}])))`;
};
/** Of fewer visits, one customer more or less would move the share by more than a fifth. */
const enough = 5;
/** An order takes seconds: over five minutes nearly all have ended that began in them. */
const ofCohort = (first: string) => reached(first, '5m', 'by (country) ');
const funnelStage = (first: string, question: string) => promql(question, 'count', reached(first, '$period'));

/** Customer activity and revenue, without the synthetic customer. */
export const business = {
  countries: labels(
    'From which countries do customers come?',
    'webstore_orders_total{environment="$environment"}',
    'country',
  ),
  ordersPerMinute: promql(
    'How do orders end?',
    'per minute',
    `60 * sum by (result) (rate(webstore_orders_total{${here}}[$window]))`,
  ),
  ordersCompleted: promql(
    'How many orders were completed in the period?',
    'count',
    `sum(increase(webstore_orders_total{${here},result="completed"}[$period]))`,
  ),
  revenue: promql(
    'What came in during the period?',
    'euros',
    `sum(increase(webstore_revenue_euros_total{${here}}[$period]))`,
  ),
  revenueByCountry: promql(
    'Where does the money come from?',
    'euros',
    `sum by (country) (increase(webstore_revenue_euros_total{${ofCountry}}[$period]))`,
  ),
  lateOrders: promql(
    'How many orders were still pending after five seconds, in the period?',
    'count',
    `sum(increase(webstore_orders_late_total{${here}}[$period]))`,
  ),
  lateOrdersByCountry: promql(
    'Where do customers wait too long?',
    'per minute',
    `60 * sum by (country) (rate(webstore_orders_late_total{${ofCountry}}[$window]))`,
  ),
  orderTime: promql(
    'How long do 95 % of the orders take at most, from placing to their end?',
    'seconds',
    `histogram_quantile(0.95, sum by (country, le) (rate(webstore_order_duration_seconds_bucket{${ofCountry}}[$window])))`,
  ),
  funnel: promql(
    'How many customers reached each stage in the period?',
    'count',
    `sum by (stage) (increase(webstore_funnel_stage_total{${ofCountry}}[$period]))`,
  ),
  funnelProductViews: funnelStage('product_view', 'How many visits were there in the period?'),
  funnelCarts: funnelStage('add_to_cart', 'How many visits came at least to a filled cart?'),
  funnelCheckouts: funnelStage('checkout_start', 'How many visits came at least to a checkout?'),
  funnelPayments: funnelStage('payment', 'How many visits came at least to a payment?'),
  funnelOrders: funnelStage('checkout_complete', 'How many visits ended in a completed order?'),
  funnelConversion: promql(
    'Which share of the visits of the last five minutes ended in an order?',
    'share',
    `${ofCohort('checkout_complete')} / (${ofCohort('product_view')} >= ${enough})`,
  ),
  funnelAbandonment: promql(
    'Which share of the carts of the last five minutes was left without an order?',
    'share',
    `1 - ${ofCohort('checkout_complete')} / (${ofCohort('add_to_cart')} >= ${enough})`,
  ),
  funnelRate: promql(
    'How many customers reach each stage?',
    'per minute',
    `60 * sum by (stage) (rate(webstore_funnel_stage_total{${ofCountry}}[$window]))`,
  ),
  conversion: promql(
    'Which share of those who look at a product has bought in the end?',
    'share',
    `${stage('checkout_complete')} / (${stage('product_view')} > 0)`,
  ),
  abandonment: promql(
    'Which share of the carts is abandoned?',
    'share',
    `1 - ${stage('checkout_complete')} / (${stage('add_to_cart')} > 0)`,
  ),
  abandonmentOfAll: promql(
    'Which share of all carts is abandoned?',
    'share',
    `1 - sum(rate(webstore_funnel_stage_total{${here},stage="checkout_complete"}[$window])) / (sum(rate(webstore_funnel_stage_total{${here},stage="add_to_cart"}[$window])) > 0)`,
  ),
  segmentActions: promql(
    'What did the customers of each segment do in the period?',
    'count',
    `sum by (segment, action) (increase(webstore_customer_segment_total{${here}}[$period]))`,
  ),
  segmentShare: promql(
    'Which share of what customers do is of which segment?',
    'share',
    `sum by (segment) (rate(webstore_customer_segment_total{${here}}[$window])) / on () group_left () (sum(rate(webstore_customer_segment_total{${here}}[$window])) > 0)`,
  ),
  paymentsByResult: promql(
    'How do payments end?',
    'per minute',
    `60 * sum by (result) (rate(webstore_payments_total{${ofCountry}}[$window]))`,
  ),
  declineShare: promql(
    'Which share of its payments does each country have declined?',
    'share',
    `sum by (country) (rate(webstore_payments_total{${ofCountry},result="declined"}[$window])) / (sum by (country) (rate(webstore_payments_total{${ofCountry},result=~"settled|declined"}[$window])) > 0)`,
  ),
  declines: promql(
    'Which series counts the payments that a country had declined? Its exemplars are their traces.',
    'count',
    `webstore_payments_total{${here},country="$country",result="declined"}`,
  ),
  chargesPerPayment: promql(
    'How often is the bank asked to act for each payment that ends?',
    'times',
    `sum(rate(traces_span_metrics_calls_total{${here},service_name="payment",span_kind="SPAN_KIND_CLIENT",span_name="POST"}[$window])) / (sum(rate(webstore_payments_total{${here}}[$window])) > 0)`,
  ),
  paymentTime: promql(
    'Whose bank is slow?',
    'seconds',
    `histogram_quantile(0.95, sum by (country, le) (rate(webstore_payment_duration_seconds_bucket{${ofCountry}}[$window])))`,
  ),
} as const satisfies Record<string, Query>;
