import { logs } from '@opentelemetry/api';
import { logs as legacyLogs } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { KafkaJsInstrumentation } from '@opentelemetry/instrumentation-kafkajs';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { WinstonInstrumentation } from '@opentelemetry/instrumentation-winston';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { AlwaysOnSampler } from '@opentelemetry/sdk-trace';
import type { BaggageRules } from './baggage';
import { telemetryConfig } from './config';
import { countedLogRecords, countedSpans } from './counted-export';
import { setOrderId } from './message-key';
import { NestSpans } from './nest-spans';
import { startProfiles, stopProfiles } from './profiles';
import { EdgePropagator } from './propagator';
import { cardlessIds } from './redaction/cardless-ids';
import { redisStatement } from './redaction/redis-statement';
import { SpanRedactor } from './redaction/span-redactor';
import { SpanEnricher } from './span-enricher';

export interface TelemetryOptions {
  /** Baggage keys that may enter from a caller, with the values they may hold. Default: none. */
  baggage?: BaggageRules;
}

let sdk: NodeSDK | undefined;

/**
 * Starts tracing, log export and, where they are asked for, profiles. The one call of `instrumentation.ts`, which Node
 * loads by `--require` before anything else. Where to send, what the service is called and the rest comes from the `OTEL_*` variables.
 */
export function startTelemetry(options: TelemetryOptions = {}): void {
  sdk = new NodeSDK({
    // The caller's sampled flag is ignored: the collector decides by value, with the whole trace before it.
    sampler: new AlwaysOnSampler(),
    idGenerator: cardlessIds,
    textMapPropagator: new EdgePropagator(options.baggage ?? {}),
    spanProcessors: [
      ...[new SpanEnricher(), new SpanRedactor()],
      ...(telemetryConfig.sendsSpans ? [countedSpans(new OTLPTraceExporter())] : []),
    ],
    logRecordProcessors: telemetryConfig.sendsLogRecords ? [countedLogRecords(new OTLPLogExporter())] : [],
    // prom-client serves the metrics: OTel JS has no exemplars.
    metricReaders: [],
    instrumentations: [
      // Only for what goes out through node:http. What comes in has a span from Fastify's hooks: server-span.ts.
      new HttpInstrumentation({
        disableIncomingRequestInstrumentation: true,
        requireParentforOutgoingSpans: true,
      }),
      new UndiciInstrumentation({ requireParentforSpans: true }),
      new NestSpans(),
      new PgInstrumentation({ requireParentSpan: true }),
      new IORedisInstrumentation({ requireParentSpan: true, dbStatementSerializer: redisStatement }),
      new KafkaJsInstrumentation({
        producerHook: (span, { message }) => setOrderId(span, message.key),
        consumerHook: (span, { message }) => setOrderId(span, message.key),
      }),
      new WinstonInstrumentation(),
    ],
  });
  sdk.start();
  // winston's transport still speaks to the logs API from before it moved into @opentelemetry/api; without this
  // every record ends in a no-op provider.
  legacyLogs.setGlobalLoggerProvider(logs.getLoggerProvider());
  startProfiles();
}

/** Sends what is still queued and stops. Called by `TelemetryModule` in the last shutdown hook. */
export async function stopTelemetry(): Promise<void> {
  await Promise.all([sdk?.shutdown(), stopProfiles()]);
  sdk = undefined;
}
