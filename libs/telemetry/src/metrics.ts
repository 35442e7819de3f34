import { type Span, trace } from '@opentelemetry/api';
import * as prometheus from 'prom-client';
import { isKept } from './keep';
import { redactedLabels } from './redaction/redact';

type Labels<L extends string> = Record<L, string | number>;

interface Description<L extends string> {
  /** `webstore_…`, in base units: `_total`, `_seconds`, `_bytes`. */
  name: string;
  /** One sentence: what is counted or measured. */
  help: string;
  /** Label names. Their values must be few: never an id. */
  labels?: readonly L[];
}

// Once per registry and never per request: in this mode prom-client rewrites the names for good.
prometheus.register.setContentType(prometheus.Registry.OPENMETRICS_CONTENT_TYPE as never);

/** Everything this process measures, in OpenMetrics text, exemplars included. */
export async function exposition(): Promise<{ contentType: string; body: string }> {
  return { contentType: prometheus.register.contentType, body: await prometheus.register.metrics() };
}

/** Adds Node's own metrics: event loop, heap, garbage collection, CPU, file descriptors. */
export function collectRuntimeMetrics(): void {
  prometheus.collectDefaultMetrics();
}

/** A trace to look at, only when that trace is known to be kept; so every exemplar resolves. */
function exemplarOf(span: Span | undefined): Record<string, string> | undefined {
  // Undefined and not {}: a counter would write an exemplar without labels.
  if (!span || !isKept(span)) return undefined;
  const { traceId, spanId } = span.spanContext();
  return { trace_id: traceId, span_id: spanId };
}

/**
 * A number that only grows. `add` records an exemplar when the active span's trace is kept.
 * @see https://github.com/siimon/prom-client — its own calls lose labels or throw once exemplars are on.
 */
export function counter<L extends string>(description: Description<L>) {
  const metric = new prometheus.Counter<L>({ ...options(description), enableExemplars: true });
  return {
    /** @param value how many, default 1; 0 makes the series visible before its first event */
    add(labels: Labels<L>, value = 1, span = trace.getActiveSpan()): void {
      metric.inc({
        labels: redactedLabels(labels),
        value,
        exemplarLabels: value > 0 ? exemplarOf(span) : undefined,
      } as never);
    },
  };
}

/** A distribution, in base units (seconds, bytes). `observe` records an exemplar as `counter` does. */
export function histogram<L extends string>(description: Description<L> & { buckets: number[] }) {
  const metric = new prometheus.Histogram<L>({
    ...options(description),
    buckets: description.buckets,
    enableExemplars: true,
  });
  return {
    observe(labels: Labels<L>, value: number, span = trace.getActiveSpan()): void {
      metric.observe({ labels: redactedLabels(labels), value, exemplarLabels: exemplarOf(span) } as never);
    },
  };
}

/** A number that goes up and down. With `collect` it is read at each scrape. */
export function gauge<L extends string>(
  description: Description<L> & { collect?: (set: (labels: Labels<L>, value: number) => void) => unknown },
) {
  const { collect } = description;
  const metric = new prometheus.Gauge<L>({
    ...options(description),
    ...(collect && {
      async collect() {
        await collect((labels, value) => this.set(redactedLabels(labels), value));
      },
    }),
  });
  return {
    set(labels: Labels<L>, value: number): void {
      metric.set(redactedLabels(labels), value);
    },
  };
}

function options<L extends string>({ name, help, labels }: Description<L>) {
  return { name, help, labelNames: [...(labels ?? [])] };
}
