export { acceptedRequestId, type BaggageRules, customerContext, withBaggage } from './baggage';
export {
  addEvent,
  annotate,
  asSyntheticCustomer,
  continueFrom,
  inSpan,
  outsideTheWalls,
  rememberContext,
  withoutSpans,
} from './context';
export { within } from './deadline';
export type { DependencyCheck } from './health/dependency-check';
export { HealthModule } from './health/health.module';
export { SharedCheck } from './health/shared-check';
export { isHousekeeping } from './housekeeping';
export { describeError, type ErrorDescription } from './logging/describe-error';
export { logLine, type LogLine } from './logging/log-line';
export { PUBLIC } from './public';
export { redact } from './redaction/redact';
export { collectRuntimeMetrics, describeMetrics, exposition, type MetricDescription } from './registry';
export { type KeepReason, keepTrace } from './keep';
export { counter, gauge, histogram, summary } from './metrics';
export { messageKeyText } from './message-key';
export { insideGetter, MESSAGE_AT_HEADER, REPLAYED_HEADER, STALE_AFTER_MS } from './propagator';
export { recordException } from './span-errors';
export { ServiceLogger } from './logging/service-logger';
export { stopTelemetry } from './start';
export { TelemetryModule } from './telemetry.module';
export type { Rights, Trust } from './trust';
