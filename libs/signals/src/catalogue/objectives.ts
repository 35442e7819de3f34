import { promql, type Query } from '../query';

const here = 'environment="$environment"';
/** The requests of a customer's purchase. */
const ofPurchase = `${here},service=~"catalog|cart|checkout",route=~"/products|/products/:id|/carts|/carts/:id|/carts/:id/items/:productId|/sessions|/orders"`;
const stepsOf = (more = '') =>
  `sum by (service, method, route) (rate(webstore_http_requests_total{${ofPurchase}${more}}[$window]))`;

/** Service level objectives, as recorded by the rules in `infra/prometheus/rules/slo-*.yml`. */
export const objectives = {
  budgetLeft: promql(
    'How much of the hour’s error budget is left?',
    'share',
    `min by (sloth_slo) (slo:period_error_budget_remaining:ratio{${here}})`,
  ),
  burnRate: promql(
    'How many times too fast does each budget burn now?',
    'times',
    `max by (sloth_slo) (slo:current_burn_rate:ratio{${here}})`,
  ),
  errorRatio: promql(
    'Which share of the events of the last five minutes failed?',
    'share',
    `max by (sloth_slo) (slo:sli_error:ratio_rate5m{${here}})`,
  ),
  errorRatioNow: promql(
    'Which share of the events of the last 25 seconds failed?',
    'share',
    `max by (sloth_slo) (slo:sli_error:ratio_rate25s{${here}})`,
  ),
  errorRatioByCountry: promql(
    'Which share of the charges failed, by country?',
    'share',
    `max by (country) (slo:sli_error:ratio_rate5m{${here},sloth_slo="payment-success-by-country"})`,
  ),
  targets: promql('What does each objective promise?', 'share', 'max by (sloth_slo) (slo:objective:ratio)'),
  objectiveBurns: promql(
    'When did a budget burn faster than it lasts?',
    'state',
    `max by (sloth_slo) (slo:current_burn_rate:ratio{${here}}) > bool 1`,
  ),
  productPageTime: promql(
    'How long do 99 % of the product pages take at most?',
    'seconds',
    `histogram_quantile(0.99, sum by (route, le) (rate(webstore_http_request_duration_seconds_bucket{${here},service="catalog",method="GET",route=~"/products|/products/:id"}[$window])))`,
  ),
  stepsFailing: promql(
    'At which step of a purchase do customers fail?',
    'share',
    `(${stepsOf(',status=~"5..|499"')} or 0 * ${stepsOf()}) / (${stepsOf()} > 0)`,
  ),
  journeys: promql(
    'Can the synthetic customer buy?',
    'per minute',
    `60 * sum by (result) (rate(webstore_synthetic_journeys_total{${here}}[$window]))`,
  ),
} as const satisfies Record<string, Query>;
