import {
  BatchLogRecordProcessor,
  type LogRecordExporter,
  type LogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { BatchSpanProcessor, type SpanExporter, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { telemetryConfig } from './config';
import { ExportBooks } from './export-books';
import { logRecords, spans } from './telemetry.metrics';

/** Sends spans in batches and counts what becomes of them. */
export function countedSpans(exporter: SpanExporter, most = telemetryConfig.spanQueue): SpanProcessor {
  const books = new ExportBooks('spans', spans, most);
  const batches = new BatchSpanProcessor({
    exporter: books.counted(exporter),
    scheduledDelayMillis: telemetryConfig.spanDelayMs,
    maxQueueSize: most,
  });
  return {
    onStart: () => undefined,
    onEnd: (span) => books.admit() && batches.onEnd(span),
    forceFlush: () => batches.forceFlush(),
    shutdown: () => batches.shutdown(),
  };
}

/** Sends log records in batches and counts what becomes of them. The lines on stdout do not depend on it. */
export function countedLogRecords(
  exporter: LogRecordExporter,
  most = telemetryConfig.logRecordQueue,
): LogRecordProcessor {
  const books = new ExportBooks('log records', logRecords, most);
  const batches = new BatchLogRecordProcessor({
    exporter: books.counted(exporter),
    scheduledDelayMillis: telemetryConfig.logRecordDelayMs,
    maxQueueSize: most,
  });
  return {
    onEmit: (record) => books.admit() && batches.onEmit(record),
    forceFlush: () => batches.forceFlush(),
    shutdown: () => batches.shutdown(),
  };
}
