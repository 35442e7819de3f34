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
import { recordException } from '../spans/span-errors';
import { markSynthetic } from './synthetic';

/** Sets attributes on the active span. Use names of the semantic conventions if they exist, else `webstore.…`. */
export function annotate(attributes: Attributes): void {
  trace.getActiveSpan()?.setAttributes(attributes);
}

/** Adds an event to the active span, such as a retry or a decision. */
export function addEvent(name: string, attributes: Attributes = {}): void {
  trace.getActiveSpan()?.addEvent(name, attributes);
}

/**
 * Runs `work` in its own span, for steps that no instrumentation covers. An error ends the span with status error and the
 * exception, and is rethrown.
 *
 * @param name one of few span names; put variable data in attributes
 * @param options attributes, links to spans of other traces
 */
export function inSpan<T>(name: string, work: () => T | Promise<T>, options: SpanOptions = {}): Promise<T> {
  return inSpanOf(trace.getTracer('@webstore/telemetry'), name, work, options);
}

/** Like {@link inSpan}, for an instrumentation with its own tracer. */
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
 * Serialises the active context (trace, baggage, marks) for storage with deferred work. Pass the result to
 * {@link continueFrom}.
 */
export function rememberContext(): Record<string, string> {
  const remembered: Record<string, string> = {};
  propagation.inject(context.active(), remembered);
  return remembered;
}

/**
 * Runs `work` in a span that continues the trace of {@link rememberContext}. If the collector has already decided on that trace
 * with an unknown result, it starts a new trace with a link to the old one.
 */
export function continueFrom<T>(
  remembered: Record<string, string>,
  name: string,
  work: () => T | Promise<T>,
): Promise<T> {
  const origin = propagation.extract(ROOT_CONTEXT, remembered, trustedGetter);
  return context.with(origin, () => inSpan(name, work));
}

/** Runs a call to an external service: it has spans, but sends no trace context or baggage. */
export function withoutPropagation<T>(call: () => T): T {
  return context.with(suppressPropagation(context.active()), call);
}

/** Runs work for the synthetic customer: its spans are marked, and customer metrics exclude it. */
export function asSyntheticCustomer<T>(work: () => T): T {
  return context.with(markSynthetic(context.active()), work);
}

/** Runs background work (polling, sweeps, health checks) without spans, which would only fill the trace store. */
export function withoutSpans<T>(work: () => T): T {
  return context.with(suppressTracing(context.active()), work);
}
