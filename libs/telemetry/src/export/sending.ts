import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { telemetryConfig } from '../config';
import { countedLogRecords, countedSpans } from './counted-export';
import type { Exporter } from './export-accounting';
import { guarded } from '../guarded';
import { guardedExporter, guardedLogRecordProcessor, guardedSpanProcessor } from './guarded-sdk';
import { reportingRejected } from './rejected-items';

interface Sending {
  spans: SpanProcessor[];
  logRecords: LogRecordProcessor[];
  /** There is no more time: counts as lost what has not been sent yet. */
  abandon(): void;
}

/** The processors that send, as many as the variables ask for. */
export function sending(): Sending {
  const spans = telemetryConfig.sendsSpans
    ? [countedSpans(answered(guardedExporter('span-exporter', new OTLPTraceExporter())))]
    : [];
  const logRecords = telemetryConfig.sendsLogRecords
    ? [countedLogRecords(answered(guardedExporter('log-record-exporter', new OTLPLogExporter())))]
    : [];
  return {
    spans: spans.map((one) => guardedSpanProcessor('span-export', one)),
    logRecords: logRecords.map((one) => guardedLogRecordProcessor('log-record-export', one)),
    abandon: () => [...spans, ...logRecords].forEach((one) => one.abandon()),
  };
}

/** Where an exporter has changed inside, batches are sent as ever, and what the collector rejects is not seen. */
function answered<T>(exporter: Exporter<T>): Required<Exporter<T>> {
  const reporting = guarded('rejected-items', reportingRejected<T>, (plain: Exporter<T>) => plain)(exporter);
  return { forceFlush: async () => undefined, ...reporting };
}
