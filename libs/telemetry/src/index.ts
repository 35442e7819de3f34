export { acceptedRequestId, type BaggageRules, customerContext, withBaggage } from './propagation/baggage';
export {
  addEvent,
  annotate,
  asSyntheticCustomer,
  continueFrom,
  inSpan,
  withoutPropagation,
  rememberContext,
  withoutSpans,
} from './propagation/context';
export { within } from './metrics/deadline';
export type { DependencyCheck } from './health/dependency-check';
export { HealthModule } from './health/health.module';
export { SharedCheck } from './health/shared-check';
export { isHousekeeping } from './http/housekeeping';
export { describeError, type ErrorDescription } from './logging/describe-error';
export { logLine, type LogLine } from './logging/log-line';
export { PUBLIC } from './route-metadata';
export { redact } from './redaction/redact';
export {
  collectRuntimeMetrics,
  describeMetrics,
  exposition,
  type MetricDescription,
} from './metrics/registry';
export { keepTrace } from './sampling/keep';
export type { KeepReason } from './sampling/keep-reason';
export { counter, gauge, histogram, summary } from './metrics/metrics';
export { messageKeyText } from './spans/message-key';
export { trustedGetter, MESSAGE_AT_HEADER, REPLAYED_HEADER, STALE_AFTER_MS } from './propagation/propagator';
export { recordException } from './spans/span-errors';
export { ServiceLogger } from './logging/service-logger';
export { stopTelemetry } from './start';
export { TelemetryModule } from './telemetry.module';
export type { Rights, Trust } from './http/trust';
