import type { KeepReason } from './keep-reason';

interface LiveTrace {
  /** Spans that are open in this process. */
  open: number;
  reason?: KeepReason;
}

/** Maximum number of traces, because a span that is never ended must not leak memory. */
const MOST = 10_000;
const live = new Map<string, LiveTrace>();

/**
 * Records that a span of a trace is open in this process. A keep reason set on one span applies to all other spans of the
 * trace, to their metrics and to the messages that they send. It is removed when the last span ends.
 */
export function spanOpened(traceId: string): void {
  const known = live.get(traceId);
  if (known) known.open++;
  else live.set(traceId, { open: 1 });
  if (live.size > MOST) live.delete(live.keys().next().value!);
}

export function spanClosed(traceId: string): void {
  const known = live.get(traceId);
  if (known && --known.open <= 0) live.delete(traceId);
}

export function setKeepReason(traceId: string, reason: KeepReason): KeepReason {
  const known = live.get(traceId);
  if (known) known.reason = reason;
  return reason;
}

/** Whether a span of the trace is open in this process, so that {@link getKeepReason} is complete. */
export function isLive(traceId: string): boolean {
  return live.has(traceId);
}

export function getKeepReason(traceId: string): KeepReason | undefined {
  return live.get(traceId)?.reason;
}
