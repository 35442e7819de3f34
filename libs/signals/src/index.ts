export { Alerts, type Alert, type Matcher, type NewSilence, type Silence } from './alerts';
export { JaegerTraces } from './traces/jaeger-traces';
export { type LogLine, type LogOptions, Logs } from './logs';
export { Metrics } from './metrics';
export type { AlertRule, Exemplar, Sample, Series, Target } from './metrics-answers';
export { placedOrder } from './traces/placed-order';
export { selfTimeMs } from './traces/self-time';
export { last, type Period } from './period';
export * from './queries';
export { SignalProblem } from './signal-problem';
export type { StoreOptions, TraceStoreOptions } from './signal-store';
export { type FoundTrace, TempoTraces } from './traces/tempo-traces';
export {
  type KafkaHop,
  kafkaHopsOf,
  parentOf,
  servicesOf,
  type Span,
  type SpanKind,
  type Trace,
} from './traces/trace';
export type { Traces, TraceSearch } from './traces/traces';
