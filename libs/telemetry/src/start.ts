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
import { setOrderId } from './message-key';
import { NestSpans } from './nest-spans';
import { startProfiles, stopProfiles } from './profiles';
import { EdgePropagator } from './propagation/propagator';
import { cardlessIds } from './redaction/cardless-ids';
import { redisStatement } from './redaction/redis-statement';
import { SpanRedactor } from './redaction/span-redactor';
import { sending } from './export/sending';
import { SpanEnricher } from './span-enricher';
import { SpanErrors } from './span-errors';

export interface TelemetryOptions {
  /** Baggage keys that may enter from a caller, with the values they may hold. Default: none. */
  baggage?: BaggageRules;
}

const random = new RandomIdGenerator();
/** Leaves most of the eight seconds in which a service ends to its requests. */
const STOP_MS = 2_000;
let stopping: ((deadlineMs: number) => Promise<void>) | undefined;

/**
 * Starts tracing, log export and, where they are asked for, profiles. The one call of `instrumentation.ts`, which Node
 * loads by `--require` before anything else. Where to send, what the service is called and the rest comes from the `OTEL_*` variables.
 */
export function startTelemetry(options: TelemetryOptions = {}): void {
  const exporting = sending();
  const sdk = new NodeSDK({
    // The caller's sampled flag is ignored: the collector decides by value, with the whole trace before it.
    sampler: new AlwaysOnSampler(),
    idGenerator: guardedMethods('id-generator', cardlessIds, {
      generateTraceId: () => random.generateTraceId(),
      generateSpanId: () => random.generateSpanId(),
    }),
    textMapPropagator: guardedPropagator('propagator', new EdgePropagator(options.baggage ?? {})),
    spanProcessors: [
      guardedSpanProcessor('span-enricher', new SpanEnricher()),
      guardedSpanProcessor('span-errors', new SpanErrors()),
      // What could not be looked at must not leave.
      guardedSpanProcessor('span-redactor', new SpanRedactor(), emptied),
      ...exporting.spans,
    ],
    logRecordProcessors: exporting.logRecords,
    // prom-client serves the metrics: OTel JS has no exemplars.
    metricReaders: [],
    instrumentations: [
      // Only for what goes out through node:http. What comes in has a span from Fastify's hooks: server-span.ts.
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
      // For the ids of traces in lines. What is sent is sent by otlp-route.ts.
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
 * Sends what is still queued and stops. Called by `TelemetryModule` in the last shutdown hook, and by a service that is given up: whoever
 * calls second waits for the same. It takes no longer than `deadlineMs`: what a collector
 * that is away has not taken by then is counted and logged as lost.
 */
export async function stopTelemetry(deadlineMs = STOP_MS): Promise<void> {
  await stopping?.(deadlineMs);
}
