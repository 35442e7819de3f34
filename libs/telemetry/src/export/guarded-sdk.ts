import type { TextMapPropagator } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { LogRecordExporter, LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { ReadableSpan, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';
import { guardedMethods } from '../guarded';

// The SDK calls its components in sequence inside the application's calls, without error handling. A processor that throws fails
// the request and keeps the span from all later processors.

const nothing = (): void => undefined;
const later = async (): Promise<void> => undefined;

/** On a failure, only the trace context or baggage of one call is lost. */
export function guardedPropagator(part: string, propagator: TextMapPropagator): TextMapPropagator {
  return guardedMethods(part, propagator, {
    inject: nothing,
    extract: (context) => context,
    fields: () => [],
  });
}

/** @param onEnd called with the span if the processor's `onEnd` fails; default: nothing */
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

/** Removes all data that a caller may have written from a span that could not be redacted. */
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

/** Reports a batch as failed if the exporter throws. */
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
