import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { describeError } from '../logging/describe-error';
import { trustedGetter, suppressPropagation } from './propagator';
import { recordException } from '../span-errors';
import { markSynthetic } from './synthetic';

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
  work: (span: Span) => T | Promise<T>,
  options: SpanOptions = {},
): Promise<T> {
  return tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      recordException(span, error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: describeError(error).summary });
      throw error;
    } finally {
      span.end();
    }
  });
}

/**
 * The context at hand as text, to be stored with what is worked on later: its trace, its baggage, its marks. Give it to
 * {@link continueFrom}.
 */
export function rememberContext(): Record<string, string> {
  const remembered: Record<string, string> = {};
  propagation.inject(context.active(), remembered);
  return remembered;
}

/**
 * Goes on, in a span of its own, where {@link rememberContext} was called. When the collector has decided on that trace meanwhile
 * and nobody knows how, it is a new trace, linked to the old one.
 */
export function continueFrom<T>(
  remembered: Record<string, string>,
  name: string,
  work: () => T | Promise<T>,
): Promise<T> {
  const origin = propagation.extract(ROOT_CONTEXT, remembered, trustedGetter);
  return context.with(origin, () => inSpan(name, work));
}

/** Runs a call to somebody outside our walls: its spans are ours, but no trace context and no baggage leave. */
export function withoutPropagation<T>(call: () => T): T {
  return context.with(suppressPropagation(context.active()), call);
}

/** Runs what is done for the synthetic customer: its spans are marked, and it is in no figure about customers. */
export function asSyntheticCustomer<T>(work: () => T): T {
  return context.with(markSynthetic(context.active()), work);
}

/** Runs background work (polling, sweeps, health checks) that would fill the trace store with nothing. */
export function withoutSpans<T>(work: () => T): T {
  return context.with(suppressTracing(context.active()), work);
}
