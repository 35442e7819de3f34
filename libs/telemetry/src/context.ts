import {
  type Attributes,
  context,
  type SpanOptions,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { markOutside } from './propagator';

/** Sets attributes on the active span. Semantic conventions first, else `webstore.…`. */
export function annotate(attributes: Attributes): void {
  trace.getActiveSpan()?.setAttributes(attributes);
}

/** Notes on the active span that something happened just now: a retry, a choice that was made. */
export function addEvent(name: string, attributes: Attributes = {}): void {
  trace.getActiveSpan()?.addEvent(name, attributes);
}

/**
 * Runs `work` in a span of its own: for a stretch worth seeing that no instrumentation sees. An error ends the span with
 * status error and the exception on it, and is thrown on.
 *
 * @param name few different ones: what varies is in attributes
 * @param options attributes, links to spans of other traces
 */
export function inSpan<T>(name: string, work: () => T | Promise<T>, options: SpanOptions = {}): Promise<T> {
  return inSpanOf(trace.getTracer('@webstore/telemetry'), name, work, options);
}

/** The same, for an instrumentation with a tracer of its own. */
export function inSpanOf<T>(
  tracer: Tracer,
  name: string,
  work: () => T | Promise<T>,
  options: SpanOptions,
): Promise<T> {
  return tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work();
    } catch (error) {
      const exception = error instanceof Error ? error : new Error(String(error));
      span.recordException(exception);
      span.setStatus({ code: SpanStatusCode.ERROR, message: exception.message });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Runs a call to somebody outside our walls: its spans are ours, but no trace context and no baggage leave. */
export function outsideTheWalls<T>(call: () => T): T {
  return context.with(markOutside(context.active()), call);
}

/** Runs background work (polling, sweeps, health checks) that would fill the trace store with nothing. */
export function withoutSpans<T>(work: () => T): T {
  return context.with(suppressTracing(context.active()), work);
}
