import type { TextMapPropagator } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { LogRecordExporter, LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { ReadableSpan, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';
import { guardedMethods } from '../guarded';

// The SDK calls its parts from within the application's calls, one after the other and without a net: a processor that throws
// fails the request, and keeps the span from all that stand behind it.

const nothing = (): void => undefined;
const later = async (): Promise<void> => undefined;

/** A failure costs the trace context or the baggage of one call. */
export function guardedPropagator(part: string, propagator: TextMapPropagator): TextMapPropagator {
  return guardedMethods(part, propagator, {
    inject: nothing,
    extract: (context) => context,
    fields: () => [],
  });
}

/** @param onEnd what to do with a span whose end it failed at; default: nothing */
export function guardedSpanProcessor(
  part: string,
  processor: SpanProcessor,
  onEnd: (span: ReadableSpan) => void = nothing,
): SpanProcessor {
  return guardedMethods(part, processor, {
    onStart: nothing,
    onEnding: nothing,
    onEnd,
    forceFlush: later,
    shutdown: later,
  });
}

/** Takes everything out of a span that a caller may have written: for one that could not be redacted. */
export function emptied(readable: ReadableSpan): void {
  const span = readable as { -readonly [Key in keyof ReadableSpan]: ReadableSpan[Key] };
  span.name = 'not redacted';
  span.status = { code: span.status.code };
  Object.assign(span, { attributes: {}, events: [], links: [] });
}

export function guardedLogRecordProcessor(part: string, processor: LogRecordProcessor): LogRecordProcessor {
  return guardedMethods(part, processor, {
    onEmit: nothing,
    enabled: () => true,
    forceFlush: later,
    shutdown: later,
  });
}

/** A batch at which it failed is one that was not sent. */
export function guardedExporter<E extends SpanExporter | LogRecordExporter>(part: string, exporter: E): E {
  const notSent = (_items: unknown, done: (result: ExportResult) => void): void =>
    done({ code: ExportResultCode.FAILED, error: new Error('the exporter itself failed') });
  guardedMethods<SpanExporter | LogRecordExporter>(part, exporter, {
    export: notSent,
    forceFlush: later,
    shutdown: later,
  });
  return exporter;
}
