import {
  BatchLogRecordProcessor,
  type LogRecordExporter,
  type LogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { BatchSpanProcessor, type SpanExporter, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { type BatchConfig, telemetryConfig } from '../config';
import { ExportAccounting, type Exporter } from './export-accounting';
import { fewAtATime } from './few-at-a-time';
import { logRecords, spans } from './telemetry.metrics';
import { LONGEST_TIMER_MS } from '../variables';

/** A processor that can be abandoned at the end of the shutdown. */
export type Counted<Processor> = Processor & {
  /** Counts as lost what has not been sent yet. */
  abandon(): void;
};

/** Exports spans in batches and counts the results. */
export function countedSpans(
  exporter: SpanExporter,
  config: BatchConfig = telemetryConfig.spans,
): Counted<SpanProcessor> {
  const accounting = new ExportAccounting('spans', spans, config.queue);
  const batches = new BatchSpanProcessor(optionsOf(accounting, exporter, config));
  return {
    onStart: () => undefined,
    onEnd: (span) => accounting.admit() && batches.onEnd(span),
    forceFlush: () => batches.forceFlush(),
    shutdown: () => endOf(accounting, batches),
    abandon: () => accounting.abandon(),
  };
}

/** Exports log records in batches and counts the results. The lines on stdout do not depend on it. */
export function countedLogRecords(
  exporter: LogRecordExporter,
  config: BatchConfig = telemetryConfig.logRecords,
): Counted<LogRecordProcessor> {
  const accounting = new ExportAccounting('log records', logRecords, config.queue);
  const batches = new BatchLogRecordProcessor(optionsOf(accounting, exporter, config));
  return {
    onEmit: (record) => accounting.admit() && batches.onEmit(record),
    forceFlush: () => batches.forceFlush(),
    shutdown: () => endOf(accounting, batches),
    abandon: () => accounting.abandon(),
  };
}

function optionsOf<T>(accounting: ExportAccounting<T>, exporter: Exporter<T>, config: BatchConfig) {
  return {
    exporter: accounting.counted(fewAtATime(exporter, config.timeoutMs)),
    maxQueueSize: config.queue,
    maxExportBatchSize: config.batch,
    scheduledDelayMillis: config.delayMs,
    // `fewAtATime` applies the timeout, from the start of the export and not from queueing.
    exportTimeoutMillis: LONGEST_TIMER_MS,
  };
}

/** The SDK's processors reject at the first failed batch while others are in flight. The accounting knows when all have ended. */
async function endOf(
  accounting: ExportAccounting<never>,
  batches: { shutdown(): Promise<void> },
): Promise<void> {
  const settled = accounting.close();
  await Promise.allSettled([batches.shutdown(), settled]);
}
