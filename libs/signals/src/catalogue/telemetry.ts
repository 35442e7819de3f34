import { inCompose, promql, type Query } from '../query';

const here = 'environment="$environment"';
const lost = (metric: string) => `sum(increase(${metric}{${here}}[$period]))`;
const decided = (sampled: boolean) =>
  `sum(rate(otelcol_processor_tail_sampling_global_count_traces_sampled_total{${here},sampled="${sampled}"}[$window]))`;

/** Health of the telemetry stack: is the telemetry complete? */
export const telemetry = {
  scrapeTime: promql(
    'Who is slow to be scraped?',
    'seconds',
    `topk(10, max by (job, service, part) (scrape_duration_seconds{${here}}))`,
  ),
  samplesScraped: promql(
    'Whose series multiply?',
    'count',
    `max by (service) (scrape_samples_scraped{${here},job="services"})`,
  ),
  partMemory: promql(
    'How much memory does each part take?',
    'bytes',
    `max by (part) (process_resident_memory_bytes{${here},job="stack"})`,
  ),
  partCpu: promql(
    'How much of a core does each part take?',
    'share',
    `sum by (part) (rate(process_cpu_seconds_total{${here},job="stack"}[$window]))`,
  ),
  spansMade: promql(
    'How many spans does each service make?',
    'per second',
    `sum by (service) (rate(webstore_spans_created_total{${here},job="services"}[$window]))`,
  ),
  spansByService: promql(
    'How many spans of each service does the collector see?',
    'per second',
    `sum by (service_name) (rate(traces_span_metrics_calls_total{${here}}[$window]))`,
  ),
  spansArrivedShare: promql(
    'Which share of the spans that a service makes does the collector see?',
    'share',
    `sum by (service) (label_join(rate(traces_span_metrics_calls_total{${here}}[$window]), "service", "", "service_name")) / (sum by (service) (rate(webstore_spans_created_total{${here},job="services"}[$window])) > 0)`,
  ),
  spansAccepted: promql(
    'How many spans does the collector take?',
    'per second',
    `sum(rate(otelcol_receiver_accepted_spans_total{${here}}[$window]))`,
  ),
  spansRefused: promql(
    'How many spans did the collector refuse in the last two minutes, for want of memory?',
    'count',
    'sum(increase(otelcol_receiver_refused_spans_total[2m]))',
  ),
  spansLost: promql(
    'How many spans did services lose in the period?',
    'count',
    lost('webstore_spans_dropped_total'),
  ),
  spansLostByService: promql(
    'Which service loses spans before they are sent?',
    'per second',
    `sum by (service) (rate(webstore_spans_dropped_total{${here}}[$window]))`,
  ),
  linesLost: promql(
    'How many log records did services lose in the period?',
    'count',
    lost('webstore_log_records_dropped_total'),
  ),
  labelValuesRefused: promql(
    'Does a metric have an unbounded label?',
    'count',
    `sum(webstore_metric_label_values_refused_total{${here}}) or vector(0)`,
  ),
  tracesDecided: promql(
    'How many traces does sampling decide on?',
    'per second',
    `sum by (decision, sampled) (rate(otelcol_processor_tail_sampling_global_count_traces_sampled_total{${here}}[$window]))`,
  ),
  tracesKeptShare: promql(
    'How many traces does sampling keep, for each time that a service knew a reason to?',
    'share',
    // A sampler that has kept no trace yet has no such series. The `or` makes that 0 while the sampler makes decisions.
    `(${decided(true)} or 0 * ${decided(false)}) / (sum(rate(webstore_traces_total{${here},reason!="none"}[$window])) > 0)`,
  ),
  linesStored: promql(
    'How many lines does Loki take?',
    'per second',
    `sum(rate(loki_distributor_lines_received_total{${here}}[$window]))`,
  ),
  notifications: promql(
    'How many notifications does Alertmanager send?',
    'per minute',
    `60 * sum by (integration) (rate(alertmanager_notifications_total{${here}}[$window]) > 0) or 0 * sum by (integration) (rate(alertmanager_notifications_total{${here},integration="webhook"}[$window]))`,
  ),
  pages: promql(
    'How many pages and tickets reached each team?',
    'count',
    `sum by (team, severity) (webstore_pages_total{${here}})`,
  ),
  seriesInMimir: inCompose(
    promql('How many series does Mimir hold?', 'count', `sum(cortex_ingester_memory_series{${here}})`),
  ),
  spansInTempo: inCompose(
    promql(
      'How many spans does Tempo take?',
      'per second',
      `sum(rate(tempo_distributor_spans_received_total{${here}}[$window]))`,
    ),
  ),
  alloyComponents: inCompose(
    promql(
      'How are the components of Alloy?',
      'count',
      `sum by (health_type) (alloy_component_controller_running_components{${here}})`,
    ),
  ),
} as const satisfies Record<string, Query>;
