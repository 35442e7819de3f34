import type { Question } from './questions.ts';

/** A metric that is not ours and that the documentation, a rule or the query catalogue uses. */
export interface ForeignMetric {
  from: string;
  type: 'counter' | 'gauge' | 'histogram';
  labels: readonly string[];
  help: string;
}

const kafka = 'kafka-exporter';
const redis = 'redis-exporter';
const collector = 'Jaeger';

/** By name. One that is used and not listed here fails the unit test. */
export const fromElsewhere: Record<string, ForeignMetric> = {
  up: {
    from: 'Prometheus',
    type: 'gauge',
    labels: ['job', 'service', 'part'],
    help: 'Whether the last scrape worked.',
  },
  kafka_consumergroup_lag: {
    from: kafka,
    type: 'gauge',
    labels: ['consumergroup', 'topic', 'partition'],
    help: 'Messages in the partition that the group has not committed.',
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
  traces_span_metrics_calls_total: {
    from: `${collector}, computed from all spans before sampling`,
    type: 'counter',
    labels: ['service_name', 'span_name', 'span_kind', 'status_code'],
    help: 'Spans.',
  },
  otelcol_receiver_accepted_spans_total: {
    from: collector,
    type: 'counter',
    labels: ['receiver', 'transport'],
    help: 'Spans that the collector took.',
  },
  otelcol_receiver_refused_spans_total: {
    from: collector,
    type: 'counter',
    labels: ['receiver', 'transport'],
    help: 'Spans that it refused, for want of memory.',
  },
  otelcol_exporter_sent_spans_total: {
    from: collector,
    type: 'counter',
    labels: ['exporter'],
    help: 'Spans that it stored.',
  },
  otelcol_processor_tail_sampling_count_spans_sampled_total: {
    from: collector,
    type: 'counter',
    labels: ['decision', 'policy'],
    help: 'Spans of traces that were decided on, by what was decided.',
  },
  otelcol_processor_tail_sampling_global_count_traces_sampled_total: {
    from: collector,
    type: 'counter',
    labels: ['decision', 'sampled'],
    help: 'Traces, by what was decided.',
  },
};

export const foreignQuestions: Question[] = [
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
