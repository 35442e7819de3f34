import type { KeepReason } from './keep';

interface LiveTrace {
  /** Spans that are open in this process. */
  open: number;
  reason?: KeepReason;
}

/** A span that is never ended must not cost memory for ever. */
const MOST = 10_000;
const live = new Map<string, LiveTrace>();

/**
 * What this process knows of the traces that it is working on: a reason that one span learned is known to all
 * others, to their metrics, and to the messages they send. Forgotten with the last span that ends.
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

/** Whether a span of the trace is open here: then {@link getKeepReason} knows all that this process can know. */
export function isLive(traceId: string): boolean {
  return live.has(traceId);
}

export function getKeepReason(traceId: string): KeepReason | undefined {
  return live.get(traceId)?.reason;
}
