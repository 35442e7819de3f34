import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { KafkaJsInstrumentation } from '@opentelemetry/instrumentation-kafkajs';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { WinstonInstrumentation } from '@opentelemetry/instrumentation-winston';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { AlwaysOnSampler, RandomIdGenerator } from '@opentelemetry/sdk-trace';
import type { BaggageRules } from './propagation/baggage';
import { within } from './metrics/deadline';
import { guarded, guardedMethods } from './guarded';
import { emptied, guardedPropagator, guardedSpanProcessor } from './export/guarded-sdk';
import { showGivenUpCalls } from './http/given-up-calls';
import { sayLastWords } from './export/last-words';
import { setOrderId } from './spans/message-key';
import { NestSpans } from './spans/nest-spans';
import { startProfiles, stopProfiles } from './profiles';
import { EdgePropagator } from './propagation/propagator';
import { cardlessIds } from './redaction/cardless-ids';
import { redisStatement } from './redaction/redis-statement';
import { SpanRedactor } from './redaction/span-redactor';
import { sending } from './export/sending';
import { SpanEnricher } from './spans/span-enricher';
import { SpanErrors } from './spans/span-errors';

/** Options of `startTelemetry`. */
export interface TelemetryOptions {
  /** Baggage keys that are accepted from a caller, with their allowed values. Default: none. */
  baggage?: BaggageRules;
}

const random = new RandomIdGenerator();
/** Default deadline of {@link stopTelemetry}, in milliseconds. It leaves most of the eight-second shutdown to requests. */
const STOP_MS = 2_000;
let stopping: ((deadlineMs: number) => Promise<void>) | undefined;

/**
 * Starts tracing, log export and, if configured, profiling. The only call in `instrumentation.ts`, which Node loads first
 * with `--require`. Endpoints, service name and other settings come from the `OTEL_*` variables.
 */
export function startTelemetry(options: TelemetryOptions = {}): void {
  const exporting = sending();
  const sdk = new NodeSDK({
    // Ignores the caller's sampled flag: the collector decides with the complete trace.
    sampler: new AlwaysOnSampler(),
    idGenerator: guardedMethods('id-generator', cardlessIds, {
      generateTraceId: () => random.generateTraceId(),
      generateSpanId: () => random.generateSpanId(),
    }),
    textMapPropagator: guardedPropagator('propagator', new EdgePropagator(options.baggage ?? {})),
    spanProcessors: [
      guardedSpanProcessor('span-enricher', new SpanEnricher()),
      guardedSpanProcessor('span-errors', new SpanErrors()),
      // If the redactor fails, the span is emptied.
      guardedSpanProcessor('span-redactor', new SpanRedactor(), emptied),
      ...exporting.spans,
    ],
    logRecordProcessors: exporting.logRecords,
    // prom-client serves the metrics, because OpenTelemetry JS has no exemplars.
    metricReaders: [],
    instrumentations: [
      // Only for outgoing calls through node:http. Incoming requests have a span from Fastify's hooks: server-span.ts.
      new HttpInstrumentation({
        disableIncomingRequestInstrumentation: true,
        requireParentforOutgoingSpans: true,
      }),
      new UndiciInstrumentation({ requireParentforSpans: true, ...showGivenUpCalls() }),
      new NestSpans(),
      new PgInstrumentation({ requireParentSpan: true }),
      new IORedisInstrumentation({
        requireParentSpan: true,
        dbStatementSerializer: guarded('redis-statement', redisStatement, (command) => command),
      }),
      new KafkaJsInstrumentation({
        producerHook: (span, { message }) => setOrderId(span, message.key),
        consumerHook: (span, { message }) => setOrderId(span, message.key),
      }),
      // Adds trace ids to log lines. otlp-route.ts exports the lines.
      new WinstonInstrumentation({ disableLogSending: true }),
    ],
  });
  sdk.start();
  startProfiles();
  let all: Promise<unknown> | undefined;
  stopping = async (deadlineMs) => {
    all ??= Promise.allSettled([sdk.shutdown(), stopProfiles()]);
    await within(all, deadlineMs).catch(() => undefined);
    exporting.abandon();
  };
  sayLastWords(stopTelemetry);
}

/**
 * Exports the queues and stops telemetry, within `deadlineMs` milliseconds. `TelemetryModule` calls it in the last shutdown
 * hook, and a forced exit calls it too; a second call waits for the first one.
 * Items that the collector has not accepted by the deadline are counted and logged as lost.
 */
export async function stopTelemetry(deadlineMs = STOP_MS): Promise<void> {
  await stopping?.(deadlineMs);
}
