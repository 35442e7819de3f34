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
  /** Counts all unsent items as lost, because the shutdown time is over. */
  abandon(): void;
}

/** The exporting processors for the enabled signals. */
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

/** If the exporter's internals have changed, batches are still sent, but rejected items are not counted. */
function answered<T>(exporter: Exporter<T>): Required<Exporter<T>> {
  const reporting = guarded('rejected-items', reportingRejected<T>, (plain: Exporter<T>) => plain)(exporter);
  return { forceFlush: async () => undefined, ...reporting };
}
