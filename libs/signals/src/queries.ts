/** Where a query runs: natively (Prometheus, Loki, Jaeger), in the container stack (Mimir, Loki, Tempo), or in both. */
export type RunsIn = 'native' | 'compose' | 'both';

interface Described {
  /** What is asked, as a short question. */
  meaning: string;
  runs: RunsIn;
}

export interface PromQuery extends Described {
  language: 'promql';
  text: string;
}

export interface LogQuery extends Described {
  language: 'logql';
  text: string;
}

/** One search in the two forms that the two trace stores understand. */
export interface TraceQuery extends Described {
  language: 'traces';
  /** Jaeger searches one service at a time, by equal attributes. */
  jaeger: { service: string; attributes: Record<string, string> };
  traceql: string;
}

export type Query = PromQuery | LogQuery | TraceQuery;

const promql = (meaning: string, text: string): PromQuery => ({
  language: 'promql',
  meaning,
  runs: 'both',
  text,
});

const logql = (meaning: string, text: string): LogQuery => ({
  language: 'logql',
  meaning,
  runs: 'both',
  text,
});

/**
 * The queries that the lab relies on. `$name` is a variable, see {@link fill}. Whoever asks a store the same
 * question takes the query from here, so that it is tested in one place.
 */
export const queries = {
  servicesUp: promql('Which services can be scraped?', 'max by (service) (up{job="services"})'),
  requestRate: promql(
    'How many requests does each service answer, per second?',
    'sum by (service) (rate(webstore_http_requests_total[1m]))',
  ),
  errorShare: promql(
    'Which share of its requests does each service fail?',
    'sum by (service) (rate(webstore_http_requests_total{status=~"5.."}[1m])) / sum by (service) (rate(webstore_http_requests_total[1m]))',
  ),
  requestTime: promql(
    'How long do 95 % of the requests of each service take at most, in seconds?',
    'histogram_quantile(0.95, sum by (service, le) (rate(webstore_http_request_duration_seconds_bucket[1m])))',
  ),
  ordersTaken: promql(
    'Which series counts the orders that were taken? Its exemplars are their traces.',
    'webstore_http_requests_total{service="checkout",method="POST",route="/orders",status="201"}',
  ),
  consumerLag: promql(
    'How many messages does each consumer group still have to handle?',
    'sum by (consumergroup) (kafka_consumergroup_lag)',
  ),
  spansByService: promql(
    'How many spans does each service make, per second?',
    'sum by (service_name) (rate(traces_span_metrics_calls_total[1m]))',
  ),
  spansRefused: {
    ...promql(
      'How many spans did the collector refuse in the last two minutes, for want of memory?',
      'sum(increase(otelcol_receiver_refused_spans_total[2m]))',
    ),
    // Alloy counts the same under another name.
    runs: 'native',
  },
  linesOfTrace: logql(
    'What was written inside a trace, by any service?',
    '{service_name=~".+"} | trace_id="$traceId"',
  ),
  linesOfOrder: logql(
    'What was written about an order, by any service, in whichever trace?',
    '{service_name=~".+"} | webstore_order_id="$orderId"',
  ),
  deadLettered: logql(
    'Which messages did a service give up on, and why?',
    '{service_name=~".+"} | severity_text="error" |~ "^parked "',
  ),
  tracesOfOrder: {
    language: 'traces',
    meaning: 'Which traces does an order have? More than one when a message was late or replayed.',
    runs: 'both',
    jaeger: { service: 'checkout', attributes: { 'webstore.order.id': '$orderId' } },
    traceql: '{ span.webstore.order.id = "$orderId" }',
  },
} as const satisfies Record<string, Query>;

/**
 * A query's text with its variables put in. A value may not hold a quote, so that no value becomes query.
 * @throws TypeError when a variable has no value or a value is not plain
 */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\$([a-zA-Z]+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`the query needs a value for $${name}`);
    if (!/^[\w.:/-]*$/.test(value)) throw new TypeError(`"${value}" is no plain value for $${name}`);
    return value;
  });
}
