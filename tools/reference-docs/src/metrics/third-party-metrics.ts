import type { Question } from './questions.ts';

/** A third-party metric that the documentation, a rule or the query catalogue uses. */
export interface ThirdPartyMetric {
  from: string;
  type: 'counter' | 'gauge' | 'histogram';
  labels: readonly string[];
  help: string;
}

const kafka = 'kafka-exporter';
const redis = 'redis-exporter';
const collector = 'Jaeger';
const pager = 'pager';
const postgres = 'postgres-exporter';
const k6 = 'k6, while `./lab traffic` runs';
const inContainers = (part: string) => `${part}, in containers alone`;

/** By name. A metric that is used but not listed here fails the unit test. */
export const thirdPartyMetrics: Record<string, ThirdPartyMetric> = {
  up: {
    from: 'Prometheus',
    type: 'gauge',
    labels: ['job', 'service', 'part'],
    help: 'Whether the last scrape worked.',
  },
  'webstore:deploys': {
    from: 'Prometheus, a [recording rule](../../infra/prometheus/rules/deploys.yml)',
    type: 'gauge',
    labels: ['service', 'version'],
    help: 'Moment at which a process of the service started, in Unix seconds; there for half a minute.',
  },
  scrape_duration_seconds: {
    from: 'Prometheus',
    type: 'gauge',
    labels: ['job', 'service', 'part'],
    help: 'Duration of the last scrape.',
  },
  scrape_samples_scraped: {
    from: 'Prometheus',
    type: 'gauge',
    labels: ['job', 'service', 'part'],
    help: 'Samples that the last scrape exposed.',
  },
  ALERTS: {
    from: 'Prometheus',
    type: 'gauge',
    labels: ['alertname', 'alertstate', 'severity', 'team', 'service'],
    help: '1 while an alert is pending or firing.',
  },
  kafka_consumergroup_lag: {
    from: kafka,
    type: 'gauge',
    labels: ['consumergroup', 'topic', 'partition'],
    help: 'Messages in the partition that the group has not committed.',
  },
  kafka_consumergroup_members: {
    from: kafka,
    type: 'gauge',
    labels: ['consumergroup'],
    help: 'Members of this consumer group.',
  },
  kafka_brokers: { from: kafka, type: 'gauge', labels: [], help: 'Brokers of the cluster.' },
  redis_up: { from: redis, type: 'gauge', labels: [], help: 'Whether Redis answers its exporter.' },
  pg_up: {
    from: 'postgres-exporter',
    type: 'gauge',
    labels: [],
    help: 'Whether PostgreSQL answers its exporter.',
  },
  pg_locks: {
    from: 'postgres-exporter',
    type: 'gauge',
    labels: ['datname', 'mode'],
    help: 'Locks that are held or waited for (`pg_locks_count`).',
  },
  redis_keyspace_hits_total: {
    from: redis,
    type: 'counter',
    labels: [],
    help: 'Reads of keys that were there, by all clients.',
  },
  redis_keyspace_misses_total: {
    from: redis,
    type: 'counter',
    labels: [],
    help: 'Reads of keys that were not there.',
  },
  pg_settings_max_connections: {
    from: 'postgres-exporter',
    type: 'gauge',
    labels: ['server'],
    help: 'Connections that PostgreSQL allows.',
  },
  webstore_pages_total: {
    from: pager,
    type: 'counter',
    labels: ['severity', 'team'],
    help: 'Occurrences of alerts that reached the pager.',
  },
  webstore_pages_escalated_total: {
    from: pager,
    type: 'counter',
    labels: ['level'],
    help: 'Times that a page escalated to the next level, because no engineer had acknowledged it.',
  },
  traces_span_metrics_calls_total: {
    from: `${collector}, computed from all spans before sampling`,
    type: 'counter',
    labels: ['service_name', 'span_name', 'span_kind', 'status_code', 'peer_service'],
    help: 'Spans.',
  },
  otelcol_receiver_accepted_spans_total: {
    from: collector,
    type: 'counter',
    labels: ['receiver', 'transport'],
    help: 'Spans that the collector accepted.',
  },
  otelcol_receiver_refused_spans_total: {
    from: collector,
    type: 'counter',
    labels: ['receiver', 'transport'],
    help: 'Spans that the collector refused for lack of memory.',
  },
  otelcol_receiver_refused_log_records_total: {
    from: collector,
    type: 'counter',
    labels: ['receiver', 'transport'],
    help: 'Log records that the collector refused for lack of memory.',
  },
  otelcol_exporter_send_failed_spans_total: {
    from: collector,
    type: 'counter',
    labels: ['exporter'],
    help: 'Spans that the collector could not store.',
  },
  otelcol_exporter_send_failed_log_records_total: {
    from: collector,
    type: 'counter',
    labels: ['exporter'],
    help: 'Log records that the collector could not send to Loki, after all retries.',
  },
  otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total: {
    from: collector,
    type: 'counter',
    labels: ['processor'],
    help: 'Traces that newer ones evicted before the sampling decision.',
  },
  loki_discarded_samples_total: {
    from: 'Loki',
    type: 'counter',
    labels: ['reason', 'tenant'],
    help: 'Lines that Loki refused; absent until the first one.',
  },
  otelcol_exporter_sent_spans_total: {
    from: collector,
    type: 'counter',
    labels: ['exporter'],
    help: 'Spans that Tempo stored.',
  },
  otelcol_processor_tail_sampling_count_spans_sampled_total: {
    from: collector,
    type: 'counter',
    labels: ['decision', 'policy'],
    help: 'Spans of traces with a sampling decision, by decision.',
  },
  otelcol_processor_tail_sampling_global_count_traces_sampled_total: {
    from: collector,
    type: 'counter',
    labels: ['decision', 'sampled'],
    help: 'Traces, by sampling decision.',
  },
  traces_span_metrics_duration_seconds: {
    from: `${collector}, computed from all spans before sampling`,
    type: 'histogram',
    labels: ['service_name', 'span_name', 'span_kind', 'status_code', 'peer_service'],
    help: 'Durations of spans.',
  },
  kafka_topic_partition_current_offset: {
    from: kafka,
    type: 'gauge',
    labels: ['topic', 'partition'],
    help: 'End of the partition: it grows by one with each message.',
  },
  pg_stat_database_numbackends: {
    from: postgres,
    type: 'gauge',
    labels: ['datname'],
    help: 'Connections to the database.',
  },
  pg_stat_database_xact_commit: {
    from: postgres,
    type: 'counter',
    labels: ['datname'],
    help: 'Transactions that were committed.',
  },
  pg_database_size_bytes: { from: postgres, type: 'gauge', labels: ['datname'], help: 'Size on disk.' },
  redis_memory_used_bytes: { from: redis, type: 'gauge', labels: [], help: 'What Redis holds in memory.' },
  redis_commands_processed_total: {
    from: redis,
    type: 'counter',
    labels: [],
    help: 'Commands of all clients.',
  },
  loki_distributor_lines_received_total: {
    from: 'Loki',
    type: 'counter',
    labels: ['tenant'],
    help: 'Lines that Loki received.',
  },
  alertmanager_notifications_total: {
    from: 'Alertmanager',
    type: 'counter',
    labels: ['integration'],
    help: 'Notifications that Alertmanager tried to send.',
  },
  k6_vus: { from: k6, type: 'gauge', labels: [], help: 'Customers at the same time.' },
  k6_visits_started_total: {
    from: k6,
    type: 'counter',
    labels: ['scenario'],
    help: 'Visits that have begun.',
  },
  k6_iterations_total: { from: k6, type: 'counter', labels: ['scenario'], help: 'Visits that ended.' },
  k6_http_reqs_total: { from: k6, type: 'counter', labels: ['name', 'method', 'status'], help: 'Requests.' },
  k6_http_req_duration_p95: {
    from: k6,
    type: 'gauge',
    labels: ['name', 'method', 'status'],
    help: 'Duration within which 95 % of the answers came, in seconds.',
  },
  k6_http_req_failed_rate: {
    from: k6,
    type: 'gauge',
    labels: ['name', 'method', 'status'],
    help: 'Share of the requests that failed.',
  },
  k6_checks_rate: { from: k6, type: 'gauge', labels: ['check'], help: 'Share of the checks that held.' },
  k6_order_time_p95: {
    from: k6,
    type: 'gauge',
    labels: ['scenario'],
    help: 'Time within which 95 % of the orders ended, in seconds.',
  },
  k6_orders_accepted_rate: {
    from: k6,
    type: 'gauge',
    labels: ['scenario'],
    help: 'Share of the placed orders that were accepted.',
  },
  cortex_ingester_memory_series: {
    from: inContainers('Mimir'),
    type: 'gauge',
    labels: ['user'],
    help: 'Active series in Mimir, by tenant.',
  },
  tempo_distributor_spans_received_total: {
    from: inContainers('Tempo'),
    type: 'counter',
    labels: ['tenant'],
    help: 'Spans that Tempo received.',
  },
  alloy_component_controller_running_components: {
    from: inContainers('Alloy'),
    type: 'gauge',
    labels: ['health_type'],
    help: 'Components of Alloy, by health.',
  },
};

export const thirdPartyQuestions: Question[] = [
  {
    ask: 'How many pages and tickets reached each team?',
    query: 'sum by (team, severity) (webstore_pages_total)',
  },
  {
    ask: 'How often was a page not acknowledged in time?',
    query: 'sum by (level) (increase(webstore_pages_escalated_total[1d]))',
  },
  {
    ask: 'When did a service start, or come in a new version? `webstore:deploys` has samples for half a minute after each start, and they are that moment: what dashboards draw as a deploy. (As annotations in Grafana: times 1000, with "use value for time".)',
    query: '1000 * last_over_time(webstore:deploys[1d]) or vector(0)',
  },
  {
    ask: 'When did alerts fire? Prometheus keeps that by itself in `ALERTS`, one series for each, with the labels of the alert. Those of Loki are in Alertmanager alone.',
    query:
      'max by (alertname, service, severity) (max_over_time(ALERTS{alertstate="firing"}[1d])) or vector(0)',
  },
  {
    ask: 'How many messages does each service still have to handle?',
    query: 'sum by (consumergroup) (kafka_consumergroup_lag)',
  },
  {
    ask: "Which share of the reads does Redis know, cart's and the inbox's included?",
    query:
      'rate(redis_keyspace_hits_total[5m]) / (rate(redis_keyspace_hits_total[5m]) + rate(redis_keyspace_misses_total[5m]))',
  },
];
