import { trace } from '@opentelemetry/api';
import * as prometheus from 'prom-client';
import { Exemplars } from './exemplars';
import { redactedLabels } from './redaction/redact';
import { isSynthetic } from './synthetic';

type Labels<L extends string> = Record<L, string | number>;

interface Description<L extends string> {
  /** `webstore_…`, in base units: `_total`, `_seconds`, `_bytes`. */
  name: string;
  /** One sentence: what is counted or measured. */
  help: string;
  /** Label names. Their values must be few: never an id. */
  labels?: readonly L[];
  /** Counts what customers did: the synthetic customer is left out. */
  customersOnly?: boolean;
  /** Default true. */
  exemplars?: boolean;
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

/**
 * A number that only grows. `add` records an exemplar when the active span's trace is kept.
 * @see https://github.com/siimon/prom-client — its own calls lose labels or throw once exemplars are on.
 */
export function counter<L extends string>(description: Description<L>) {
  const metric = new prometheus.Counter<L>({ ...options(description), enableExemplars: true });
  const exemplars = new Exemplars();
  return {
    /** @param value how many, default 1; 0 makes the series visible before its first event */
    add(labels: Labels<L>, value = 1, span = trace.getActiveSpan()): void {
      if (value > 0 && leftOut(description)) return;
      const pointer = value > 0 && description.exemplars !== false;
      const exemplarLabels = pointer ? exemplars.offer(placeOf(labels), span) : undefined;
      metric.inc({ labels: redactedLabels(labels), value, exemplarLabels } as never);
    },
  };
}

/** A distribution, in base units (seconds, bytes). `observe` records an exemplar as `counter` does. */
export function histogram<L extends string>(description: Description<L> & { buckets: number[] }) {
  const { buckets } = description;
  const metric = new prometheus.Histogram<L>({ ...options(description), buckets, enableExemplars: true });
  const exemplars = new Exemplars();
  return {
    observe(labels: Labels<L>, value: number, span = trace.getActiveSpan()): void {
      if (leftOut(description)) return;
      const bucket = buckets.find((bound) => value <= bound) ?? Infinity;
      const exemplarLabels = exemplars.offer(`${placeOf(labels)} ${bucket}`, span);
      metric.observe({ labels: redactedLabels(labels), value, exemplarLabels } as never);
    },
  };
}

function leftOut({ customersOnly }: Description<string>): boolean {
  return customersOnly === true && isSynthetic();
}

const placeOf = (labels: Record<string, string | number>) => Object.values(labels).join(' ');

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
