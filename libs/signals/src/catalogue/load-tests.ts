import { promql, type Query } from '../query';

const here = 'environment="$environment"';

/** Metrics that k6 writes while `./lab traffic` runs; the environment is a tag of the run. */
export const loadTests = {
  customers: promql('How many customers are there at once?', 'count', `max(k6_vus{${here}})`),
  loadRate: promql(
    'What do they ask for?',
    'requests per second',
    `sum by (name) (rate(k6_http_reqs_total{${here}}[$window]))`,
  ),
  loadTime: promql(
    'How long do 95 % of the answers take at most?',
    'seconds',
    `max by (name) (k6_http_req_duration_p95{${here}})`,
  ),
  checksHeld: promql(
    'Which share of what k6 looks for did it find?',
    'share',
    `min by (check) (k6_checks_rate{${here}})`,
  ),
  loadFailed: promql(
    'Which share of the requests failed?',
    'share',
    `max by (name) (k6_http_req_failed_rate{${here}})`,
  ),
  visits: promql(
    'How many visits ended in the period?',
    'count',
    `sum(increase(k6_iterations_total{${here}}[$period]))`,
  ),
  visitsStarted: promql(
    'How many visits have begun, whatever became of them?',
    'count',
    `sum by (wave) (k6_visits_started_total{${here}})`,
  ),
  loadOrderTime: promql(
    'How long do 95 % of the orders take at most, as customers see it?',
    'seconds',
    `max(k6_order_time_p95{${here}})`,
  ),
  ordersAcceptedShare: promql(
    'Which share of the orders was accepted?',
    'share',
    `min(k6_orders_accepted_rate{${here}})`,
  ),
} as const satisfies Record<string, Query>;
