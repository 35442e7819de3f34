import * as prometheus from 'prom-client';
import { textFormat } from './exposition-format';

/** Description of a metric. */
export interface Description<L extends string> {
  /** Name: `webstore_…`, with a base unit suffix: `_total`, `_seconds`, `_bytes`. */
  name: string;
  /** Meaning of the metric, in one sentence. */
  help: string;
  /** Label names. Each may have only few values, so never use ids. */
  labels?: readonly L[];
  /** True to exclude the synthetic customer. Default: false. */
  customersOnly?: boolean;
  /** Whether to record exemplars on counters and histograms. Default: true. */
  exemplars?: boolean;
}

/** Description of a metric for the reference page. */
export interface MetricDescription extends Required<Description<string>> {
  type: string;
}

// An own registry, so that OpenMetrics mode is on from the first metric. Set once and never per request, because in this mode
// prom-client permanently renames counters.
const registry = new prometheus.Registry<prometheus.OpenMetricsContentType>();
registry.setContentType(prometheus.Registry.OPENMETRICS_CONTENT_TYPE);
const described: MetricDescription[] = [];

/** All metrics of this process as OpenMetrics text (with exemplars) or in the older text format (without). */
export async function exposition(
  format: 'openmetrics' | 'text' = 'openmetrics',
): Promise<{ contentType: string; body: string }> {
  const body = await registry.metrics();
  return format === 'openmetrics'
    ? { contentType: registry.contentType, body }
    : { contentType: prometheus.Registry.PROMETHEUS_CONTENT_TYPE, body: textFormat(body) };
}

let hasRuntimeMetrics = false;

/** Adds Node's own metrics, once: event loop, heap, garbage collection, CPU, file descriptors. */
export function collectRuntimeMetrics(): void {
  // A process may have two applications, and prom-client throws for a duplicate name.
  if (hasRuntimeMetrics) return;
  hasRuntimeMetrics = true;
  prometheus.collectDefaultMetrics({ register: registry });
  // Removes gauges with names of counters, which Prometheus' linter rejects. Each is the sum of the gauge with types.
  for (const kind of ['handles', 'requests', 'resources'])
    registry.removeSingleMetric(`nodejs_active_${kind}_total`);
}

/** Descriptions of all metrics of this process, including those without measurements. */
export function describeMetrics(): MetricDescription[] {
  const ours = new Set(described.map(({ name }) => name));
  const runtime = registry.getMetricsAsArray() as unknown as (MetricDescription & { labelNames: string[] })[];
  return [
    ...described,
    ...runtime
      .filter(({ name }) => !ours.has(name))
      .map(({ name, help, type, labelNames: labels }) => ({ name, help, type, labels, ...plain })),
  ];
}

/** Options of a metric for prom-client. Records the description for {@link describeMetrics}. */
export function declared<L extends string>(type: string, description: Description<L>) {
  const { name, help, labels = [] } = description;
  described.push({ ...plain, type, ...description, labels });
  return { name, help, labelNames: [...labels], registers: [registry] };
}

const plain = { exemplars: false, customersOnly: false };
