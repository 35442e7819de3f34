import type { Span } from '@opentelemetry/api';
import { reasonOf } from '../sampling/keep';

/** prom-client has room for one exemplar a series, and Prometheus reads it every 5 s: two scrapes see it for sure. */
const HOLD_MS = 10_000;

/** Chooses which trace a metric points to. Only one that is kept, so that every exemplar resolves. */
export class Exemplars {
  private readonly heldUntil = new Map<string, number>();

  /**
   * @param place the series, and for a histogram its bucket
   * @returns the exemplar's labels, or undefined where the one that is there stays (never {}: a counter would write it)
   */
  offer(place: string, span: Span | undefined): Record<string, string> | undefined {
    const reason = span && reasonOf(span);
    if (!span || !reason) return undefined;
    const now = Date.now();
    // The share is nine of ten exemplars; it must not cover up the one that somebody will be looking for.
    if (reason === 'share' && (this.heldUntil.get(place) ?? 0) > now) return undefined;
    if (reason !== 'share') this.heldUntil.set(place, now + HOLD_MS);
    const { traceId, spanId } = span.spanContext();
    return { trace_id: traceId, span_id: spanId };
  }
}
