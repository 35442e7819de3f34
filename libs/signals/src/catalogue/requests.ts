import { promql, type Query, topOf } from '../query';

const here = 'environment="$environment"';
/** The shop's services. Other programs of the lab also answer requests, and their series have no label `service`. */
const ofShop = `${here},job="services"`;
const ofService = `${here},service=~"$service"`;
const requestsOf = (more = '') => `rate(webstore_http_requests_total{${ofService}${more}}[$window])`;
const durations = `rate(webstore_http_request_duration_seconds_bucket{${ofService}}[$window])`;
const quantile = (q: number) => `histogram_quantile(${q}, sum by (le) (${durations}))`;
/** Outgoing calls, derived by the collector from spans: Kafka, PostgreSQL, Redis, the acquirer and other services. */
const calls = `${here},service_name=~"$service",span_kind=~"SPAN_KIND_CLIENT|SPAN_KIND_PRODUCER"`;

/** Rate, errors and duration. */
export const requests = {
  requestRate: promql(
    'How many requests does each service answer, per second?',
    'requests per second',
    `sum by (service) (rate(webstore_http_requests_total{${ofShop}}[$window]))`,
  ),
  errorShare: promql(
    'Which share of its requests does each service fail?',
    'share',
    `(sum by (service) (rate(webstore_http_requests_total{${ofShop},status=~"5.."}[$window])) or 0 * sum by (service) (rate(webstore_http_requests_total{${ofShop}}[$window]))) / (sum by (service) (rate(webstore_http_requests_total{${ofShop}}[$window])) > 0)`,
  ),
  // Of all environments on purpose, and so without the variable.
  errorShareCompared: promql(
    'Which share of its requests does each version fail, in each environment?',
    'share',
    '(sum by (environment, version) (rate(webstore_http_requests_total{status=~"5.."}[$window])) or 0 * sum by (environment, version) (rate(webstore_http_requests_total[$window]))) / (sum by (environment, version) (rate(webstore_http_requests_total[$window])) > 0)',
  ),
  requestTimeCompared: promql(
    'How long do 95 % of the requests of each version take at most, in each environment?',
    'seconds',
    'histogram_quantile(0.95, sum by (environment, version, le) (rate(webstore_http_request_duration_seconds_bucket[$window])))',
  ),
  // A failed request has both an error line and an error status. Error lines without error statuses mean that failures are answered as successes.
  troublesUntold: promql(
    'How much more trouble does each service write down than its answers admit?',
    'per second',
    `sum by (service) (rate(webstore_log_lines_total{${here},job="services",level=~"warn|error",result="written"}[$window])) - (sum by (service) (rate(webstore_http_requests_total{${here},status=~"5.."}[$window])) or 0 * sum by (service) (rate(webstore_http_requests_total{${here}}[$window])))`,
  ),
  requestTime: promql(
    'How long do 95 % of the requests of each service take at most?',
    'seconds',
    `histogram_quantile(0.95, sum by (service, le) (rate(webstore_http_request_duration_seconds_bucket{${ofShop}}[$window])))`,
  ),
  // Markov's inequality: at most one in twenty true durations exceeds twenty times the mean. A p95 above that is an artefact of the buckets.
  timeAgainstMean: promql(
    'How many times the mean do 95 % of the requests of each service take at most?',
    'times',
    `histogram_quantile(0.95, sum by (service, le) (rate(webstore_http_request_duration_seconds_bucket{${here}}[$window]))) / (sum by (service) (rate(webstore_http_request_duration_seconds_sum{${here}}[$window])) / sum by (service) (rate(webstore_http_request_duration_seconds_count{${here}}[$window])))`,
  ),
  ordersTaken: promql(
    'Which series counts the orders that were taken? Its exemplars are their traces.',
    'count',
    'webstore_http_requests_total{environment="$environment",service="checkout",method="POST",route="/orders",status="201"}',
  ),
  routeRate: promql(
    'Which routes are asked for, how often?',
    'requests per second',
    `sum by (method, route) (${requestsOf()})`,
  ),
  answersByStatus: promql(
    'How are requests answered?',
    'requests per second',
    `sum by (status) (${requestsOf()})`,
  ),
  routeErrorShare: promql(
    'Which share of the requests to each route fails?',
    'share',
    `(sum by (method, route) (${requestsOf(',status=~"5.."')}) or 0 * sum by (method, route) (${requestsOf()})) / (sum by (method, route) (${requestsOf()}) > 0)`,
  ),
  requestsActive: promql(
    'How many requests does each service answer at a time?',
    'count',
    `sum by (service) (webstore_http_requests_active{${ofService}})`,
  ),
  requestTime50: promql('How long does half of the requests take at most?', 'seconds', quantile(0.5)),
  requestTime95: promql('How long do 95 % of the requests take at most?', 'seconds', quantile(0.95)),
  requestTime99: promql('How long do 99 % of the requests take at most?', 'seconds', quantile(0.99)),
  requestTimes: promql(
    'How are the times of requests spread?',
    'count',
    `sum by (le) (increase(webstore_http_request_duration_seconds_bucket{${ofService}}[$window]))`,
  ),
  callRate: promql(
    'What does the service ask of others, how often?',
    'per second',
    topOf(
      6,
      (range) => `sum by (peer_service, span_name) (rate(traces_span_metrics_calls_total{${calls}}${range}))`,
    ),
  ),
  callTime: promql(
    'How long do 95 % of its calls to others take at most?',
    'seconds',
    topOf(
      6,
      (range) =>
        `histogram_quantile(0.95, sum by (peer_service, span_name, le) (rate(traces_span_metrics_duration_seconds_bucket{${calls}}${range})))`,
    ),
  ),
} as const satisfies Record<string, Query>;
