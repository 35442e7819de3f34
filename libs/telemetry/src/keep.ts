import { type Span, trace } from '@opentelemetry/api';
import { telemetryConfig } from './config';

/** Span attribute that the collector's one sampling policy looks for. */
export const KEEP = 'webstore.keep';

/** Why a trace is worth keeping. `share` is set by the library, the others by who knows. */
export type KeepReason = 'error' | 'declined' | 'slow' | 'vip' | 'high_value' | 'asked' | 'share';

/**
 * Whether a trace belongs to the kept share. A pure function of the trace id, so that every service
 * decides alike: the last 56 bits (random by W3C trace context level 2) as a fraction of their range.
 *
 * @param traceId 32 hex digits
 * @param share 0 (none) to 1 (all)
 */
export function inKeptShare(traceId: string, share = telemetryConfig.keepShare): boolean {
  return Number.parseInt(traceId.slice(-14), 16) < share * 2 ** 56;
}

/** Asks for the trace of the active span to be kept. Without an active span it does nothing. */
export function keepTrace(reason: KeepReason): void {
  const span = trace.getActiveSpan();
  if (span) keep(span, reason);
}

/** Sets the reason on a span; the share never covers up a better one. */
export function keep(span: Span, reason: KeepReason): void {
  span.setAttribute(KEEP, reason);
}

/** Whether this process knows a reason for which the span's trace is kept. Exemplars depend on it. */
export function isKept(span: Span): boolean {
  const { attributes } = span as Span & { attributes?: Record<string, unknown> };
  return inKeptShare(span.spanContext().traceId) || attributes?.[KEEP] !== undefined;
}
