/** A question about a metric, with a Prometheus query; docs.e2e.spec.ts runs each on a lab after traffic. */
export interface Question {
  ask: string;
  query: string;
}

export interface Group {
  title: string;
  /** A note on the group, as Markdown. */
  about: string;
  /**
   * Each of the lab's own metrics of this group, with its questions. A metric without a group fails the unit
   * test.
   */
  metrics: Record<string, Question | Question[]>;
}

const rate = (metric: string, by: string) => `sum by (${by}) (rate(${metric}[5m]))`;
const p95 = (metric: string, by: string) =>
  `histogram_quantile(0.95, sum by (${by}, le) (rate(${metric}_bucket[5m])))`;
const waiting = (signal: string) =>
  ['created', 'exported', 'dropped']
    .map((what) => `sum by (service) (webstore_${signal}_${what}_total)`)
    .join(' - ');
const orZero = (query: string) => `${query} or vector(0)`;

export const groups: Group[] = [
  {
    title: 'Requests',
    about:
      'Rate, errors and duration of HTTP requests, without probes, scrapes and the documentation. Every other request counts once. Status 499: the client left before the answer was complete; 500 includes an answer that broke off. A path without a route is `unmatched`, an unsupported method is `_OTHER`. Which trace? [Chapter 6](../06-exemplars.md).',
    metrics: {
      webstore_http_requests_total: {
        ask: 'Which share of its requests does each service fail?',
        query:
          'sum by (service) (rate(webstore_http_requests_total{status=~"5.."}[5m]) or 0 * rate(webstore_http_requests_total[5m])) / sum by (service) (rate(webstore_http_requests_total[5m]))',
      },
      webstore_http_request_duration_seconds: {
        ask: 'How long do 95 % of the requests take at most?',
        query: p95('webstore_http_request_duration_seconds', 'service, route'),
      },
      webstore_http_requests_active: {
        ask: 'How many requests is each service answering at this moment?',
        query: 'sum by (service) (webstore_http_requests_active)',
      },
      webstore_synthetic_requests_total: {
        ask: 'How many requests does the synthetic customer send?',
        query: orZero('sum(rate(webstore_synthetic_requests_total[5m]))'),
      },
    },
  },
  {
    title: 'Messages',
    about:
      'The same for Kafka: handled messages, durations and waiting events. Kafka itself has the consumer lag, see [below](#from-other-programs). Behind a dead letter: `./lab dlq`. cart has no outbox, and no samples of one.',
    metrics: {
      webstore_kafka_messages_total: {
        ask: 'How many messages were given up in the last five minutes?',
        query:
          'sum by (service, topic) (increase(webstore_kafka_messages_total{result="dead_lettered"}[5m]))',
      },
      webstore_kafka_message_duration_seconds: {
        ask: 'Which service handles messages slowly?',
        query: p95('webstore_kafka_message_duration_seconds', 'service, topic'),
      },
      webstore_kafka_retries_total: {
        ask: 'Which messages were retried?',
        query: rate('webstore_kafka_retries_total', 'service, topic'),
      },
      webstore_kafka_paused_partitions: {
        ask: 'Which partitions wait, because something that their consumer needs is down?',
        query: 'sum by (service, topic) (webstore_kafka_paused_partitions)',
      },
      webstore_kafka_consumer_running: {
        ask: 'Which consumer has stopped, or has no connection to Kafka?',
        query: 'min by (service, group) (webstore_kafka_consumer_running)',
      },
      webstore_kafka_traceless_messages_total: {
        ask: 'Which messages have no trace context?',
        query: rate('webstore_kafka_traceless_messages_total', 'service, topic'),
      },
      webstore_outbox_published_total: {
        ask: 'How many events does each service publish?',
        query: rate('webstore_outbox_published_total', 'service, topic'),
      },
      webstore_outbox_oldest_age_seconds: {
        ask: 'Does an event wait because Kafka does not accept it?',
        query: 'max by (service) (webstore_outbox_oldest_age_seconds)',
      },
    },
  },
  {
    title: 'Database',
    about:
      'Measured at the pool, so that background work without spans counts too. A custom collector reads the three gauges at each scrape ([why](../../libs/telemetry/src/database/database.metrics.ts)). cart has no database.',
    metrics: {
      webstore_database_query_duration_seconds: [
        {
          ask: 'Which queries take the time?',
          query:
            'topk(5, sum by (service, operation, table) (rate(webstore_database_query_duration_seconds_sum[5m])))',
        },
        {
          ask: 'Which fail?',
          query: orZero(
            'sum by (service, operation, table) (rate(webstore_database_query_duration_seconds_count{result="error"}[5m]))',
          ),
        },
      ],
      webstore_database_connection_wait_seconds: {
        ask: 'How long do 95 % wait for a connection at most?',
        query: p95('webstore_database_connection_wait_seconds', 'service'),
      },
      webstore_database_connections: {
        ask: 'Which share of its connections does a service use?',
        query:
          'sum by (service) (webstore_database_connections{state="used"}) / sum by (service) (webstore_database_connections_max)',
      },
      webstore_database_connections_max: {
        ask: 'Do the pools allow more connections than PostgreSQL?',
        query: 'sum(webstore_database_connections_max) / max(pg_settings_max_connections)',
      },
      webstore_database_pending_requests: {
        ask: 'Do requests wait for a connection?',
        query: 'max by (service) (webstore_database_pending_requests)',
      },
    },
  },
  {
    title: 'Stock and cache',
    about:
      'What only catalog measures. For the hits and misses of Redis itself see [below](#from-other-programs).',
    metrics: {
      webstore_catalog_cache_total: {
        ask: 'What is the hit ratio of the product cache?',
        query:
          'sum(rate(webstore_catalog_cache_total{result="hit"}[5m])) / sum(rate(webstore_catalog_cache_total[5m]))',
      },
      webstore_catalog_reservations_total: {
        ask: 'How often was something sold out?',
        query: 'sum by (result) (increase(webstore_catalog_reservations_total[5m]))',
      },
      webstore_catalog_reservations_expired_total: {
        ask: 'How many orders never ended?',
        query: 'sum(increase(webstore_catalog_reservations_expired_total[1h]))',
      },
    },
  },
  {
    title: 'Business',
    about:
      "What customers do, without the synthetic customer. From checkout on, country and segment are those of the customer. Before, they come from the caller's baggage; an unknown value is `other`.",
    metrics: {
      webstore_funnel_stage_total: [
        {
          ask: 'How many customers reach each stage?',
          query: rate('webstore_funnel_stage_total', 'stage'),
        },
        {
          ask: 'Which share of the carts is abandoned?',
          query:
            '1 - sum(rate(webstore_funnel_stage_total{stage="checkout_complete"}[5m])) / sum(rate(webstore_funnel_stage_total{stage="add_to_cart"}[5m]))',
        },
      ],
      webstore_customer_segment_total: {
        ask: 'Which segment buys?',
        query: 'sum by (segment) (rate(webstore_customer_segment_total{action="order_completed"}[5m]))',
      },
      webstore_orders_total: {
        ask: 'How do orders end?',
        query: rate('webstore_orders_total', 'result'),
      },
      webstore_orders_late_total: {
        ask: 'Where do customers wait too long?',
        query: 'sum by (country) (increase(webstore_orders_late_total[5m]))',
      },
      webstore_order_duration_seconds: {
        ask: 'How long do 95 % of the orders of a country take at most, over all replicas of checkout?',
        query: p95('webstore_order_duration_seconds', 'country'),
      },
      webstore_order_duration_quantiles_seconds: {
        ask: 'The same for one replica, computed in the process?',
        query: 'webstore_order_duration_quantiles_seconds{quantile="0.95",result="completed"}',
      },
      webstore_revenue_euros_total: {
        ask: 'What was the revenue of the last hour, in euros?',
        query: 'sum(increase(webstore_revenue_euros_total[1h]))',
      },
      webstore_payments_total: {
        ask: 'Which share of the payments of each country is declined?',
        query:
          'sum by (country) (rate(webstore_payments_total{result="declined"}[5m])) / sum by (country) (rate(webstore_payments_total{result=~"settled|declined"}[5m]))',
      },
      webstore_payment_duration_seconds: {
        ask: 'In which country is the bank slow?',
        query: p95('webstore_payment_duration_seconds', 'country'),
      },
    },
  },
  {
    title: 'The synthetic customer',
    about:
      'It buys from the shop every 15 seconds, from browsing to the confirmation ([synthetic](../../services/synthetic/README.md)). The alert `SyntheticJourneyFailing` uses the first metric.',
    metrics: {
      webstore_synthetic_journeys_total: [
        {
          ask: 'Can customers buy?',
          query: 'sum by (result) (increase(webstore_synthetic_journeys_total[5m]))',
        },
        {
          ask: 'At which step do failed journeys end?',
          query: 'sum by (step) (increase(webstore_synthetic_journeys_total{result="failed"}[1h]))',
        },
      ],
      webstore_synthetic_journey_duration_seconds: {
        ask: 'How long do 95 % of the journeys take at most?',
        query: p95('webstore_synthetic_journey_duration_seconds', 'result'),
      },
    },
  },
  {
    title: 'Telemetry itself',
    about:
      'Metrics of the telemetry pipeline. Spans: [which traces are kept](sampling.md). Lines: [chapter 7](../07-logging-and-correlation.md).',
    metrics: {
      webstore_traces_total: {
        ask: 'Why are traces kept?',
        query: rate('webstore_traces_total', 'reason'),
      },
      webstore_spans_created_total: {
        ask: 'How many spans does each service make?',
        query: rate('webstore_spans_created_total', 'service'),
      },
      webstore_spans_exported_total: {
        ask: 'How many spans wait for export?',
        query: waiting('spans'),
      },
      webstore_spans_dropped_total: {
        ask: 'Were spans lost?',
        query: 'sum by (service, cause) (increase(webstore_spans_dropped_total[5m]))',
      },
      webstore_log_records_created_total: {
        ask: 'How many log records does each service create for export?',
        query: rate('webstore_log_records_created_total', 'service'),
      },
      webstore_log_records_exported_total: {
        ask: 'How many log records wait for export?',
        query: waiting('log_records'),
      },
      webstore_log_records_dropped_total: {
        ask: 'Were log records lost?',
        query: 'sum by (service, cause) (increase(webstore_log_records_dropped_total[5m]))',
      },
      webstore_log_lines_total: {
        ask: 'Which service writes most lines, and how many are dropped as repeated?',
        query: rate('webstore_log_lines_total', 'service, result'),
      },
      webstore_log_fields_changed_total: {
        ask: 'Which service writes lines that Loki would refuse, because of the name, number or size of their fields?',
        query: 'sum by (service, cause) (increase(webstore_log_fields_changed_total[5m]))',
      },
      webstore_log_file_dropped_total: {
        ask: 'Did the log file lose lines?',
        query: 'sum by (service) (increase(webstore_log_file_dropped_total[5m]))',
      },
      webstore_metric_label_values_refused_total: {
        ask: 'Does a metric have an unbounded label?',
        query: orZero('sum by (service, metric, label) (webstore_metric_label_values_refused_total)'),
      },
      webstore_metric_reads_failed_total: {
        ask: 'Which metric could not be read?',
        query: orZero('sum by (service, metric) (increase(webstore_metric_reads_failed_total[5m]))'),
      },
      webstore_telemetry_failures_total: {
        ask: 'Did telemetry itself fail somewhere?',
        query: 'sum by (service, part) (increase(webstore_telemetry_failures_total[5m]))',
      },
    },
  },
];

/** The three most useful of Node's many metrics. */
export const runtimeQuestions: Question[] = [
  {
    ask: 'Is the event loop held up?',
    query: 'max by (service) (nodejs_eventloop_lag_p99_seconds)',
  },
  { ask: 'Does the heap grow?', query: 'max by (service) (nodejs_heap_size_used_bytes)' },
  {
    ask: 'How much of its time does a service spend collecting garbage?',
    query: 'sum by (service) (rate(nodejs_gc_duration_seconds_sum[5m]))',
  },
];
