import { type Attributes, context, trace } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { markOutside } from './propagator';

/** Sets attributes on the active span. Semantic conventions first, else `webstore.…`. */
export function annotate(attributes: Attributes): void {
  trace.getActiveSpan()?.setAttributes(attributes);
}

/** Runs a call to somebody outside our walls: its spans are ours, but no trace context and no baggage leave. */
export function outsideTheWalls<T>(call: () => T): T {
  return context.with(markOutside(context.active()), call);
}

/** Runs background work (polling, sweeps, health checks) that would fill the trace store with nothing. */
export function withoutSpans<T>(work: () => T): T {
  return context.with(suppressTracing(context.active()), work);
}
