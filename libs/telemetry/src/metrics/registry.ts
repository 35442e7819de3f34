import * as prometheus from 'prom-client';
import { textFormat } from './exposition-format';

/** What is said of a metric when it is made. */
export interface Description<L extends string> {
  /** `webstore_…`, in base units: `_total`, `_seconds`, `_bytes`. */
  name: string;
  /** One sentence: what is counted or measured. */
  help: string;
  /** Label names. Their values must be few: never an id. */
  labels?: readonly L[];
  /** Counts what customers did: the synthetic customer is left out. */
  customersOnly?: boolean;
  /** Default true, on counters and histograms. */
  exemplars?: boolean;
}

/** A metric as the reference page shows it. */
export interface MetricDescription extends Required<Description<string>> {
  type: string;
}

// A registry of our own, so that this mode holds from its first metric on. Once and never per request: in this mode
// prom-client rewrites the names of counters for good.
const registry = new prometheus.Registry<prometheus.OpenMetricsContentType>();
registry.setContentType(prometheus.Registry.OPENMETRICS_CONTENT_TYPE);
const described: MetricDescription[] = [];

/** Everything this process measures, in OpenMetrics text (which has exemplars) or in the older text format (which has none). */
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
  // A process may have a second application, and prom-client throws at a name that it has.
  if (hasRuntimeMetrics) return;
  hasRuntimeMetrics = true;
  prometheus.collectDefaultMetrics({ register: registry });
  // Gauges with the name of a counter, at which Prometheus' linter stops. Each is the sum of the one with types.
  for (const kind of ['handles', 'requests', 'resources'])
    registry.removeSingleMetric(`nodejs_active_${kind}_total`);
}

/** Every metric that this process has, whether anything was measured yet or not. */
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

/** What prom-client wants to be told of a metric; remembers it for {@link describeMetrics}. */
export function declared<L extends string>(type: string, description: Description<L>) {
  const { name, help, labels = [] } = description;
  described.push({ ...plain, type, ...description, labels });
  return { name, help, labelNames: [...labels], registers: [registry] };
}

const plain = { exemplars: false, customersOnly: false };
