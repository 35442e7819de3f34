import { isSpanContextValid, type Span, trace } from '@opentelemetry/api';
import { setScalars } from '../attributes';
import { telemetryConfig } from '../config';
import { isLive, setKeepReason, getKeepReason } from './live-traces';

/** Span attribute that the collector's sampling policy checks. */
export const KEEP = 'webstore.keep';

/** Reasons to keep a trace, strongest first. The library sets `share`; code that detects the condition sets the others. */
export const keepReasons = ['error', 'declined', 'slow', 'high_value', 'vip', 'asked', 'share'] as const;
/** A sampling reason: why a trace is kept. The order is that of their priority. */
export type KeepReason = (typeof keepReasons)[number];

/** The trace of work that takes longer than this is kept, in milliseconds. */
export const SLOW_MS = 1_000;

/**
 * Whether a trace belongs to the kept share. A pure function of the trace id, so that every service
 * decides the same: the last 56 bits (random by W3C trace context level 2) as a fraction of their range.
 *
 * @param traceId 32 hex digits
 * @param share 0 (none) to 1 (all)
 */
export function inKeptShare(traceId: string, share = telemetryConfig.keepShare): boolean {
  return Number.parseInt(traceId.slice(-14), 16) < share * 2 ** 56;
}

/** Marks the trace of the active span to be kept. Does nothing without an active span. */
export function keepTrace(reason: KeepReason): void {
  const span = trace.getActiveSpan();
  if (span) keep(span, reason);
}

/** Sets the reason on an open span. On an ended span, it would never reach the collector. */
export function keep(span: Span, reason: KeepReason): void {
  if (!span.isRecording()) return;
  const { traceId } = span.spanContext();
  const known = setKeepReason(traceId, stronger(reason, getKeepReason(traceId)));
  setScalars(span, { [KEEP]: known });
}

/** The keep reason of the span's trace that this process knows; undefined if none. Exemplars depend on it. */
export function reasonOf(span: Span): KeepReason | undefined {
  if (!telemetryConfig.sendsSpans) return undefined;
  const context = span.spanContext();
  if (isLive(context.traceId)) return getKeepReason(context.traceId);
  if (!isSpanContextValid(context)) return undefined;
  const { attributes } = span as Span & { attributes?: Record<string, unknown> };
  return (
    (attributes?.[KEEP] as KeepReason | undefined) ?? (inKeptShare(context.traceId) ? 'share' : undefined)
  );
}

export function isKeepReason(value: unknown): value is KeepReason {
  return (keepReasons as readonly unknown[]).includes(value);
}

function stronger(one: KeepReason, other: KeepReason = 'share'): KeepReason {
  return keepReasons.indexOf(one) <= keepReasons.indexOf(other) ? one : other;
}
