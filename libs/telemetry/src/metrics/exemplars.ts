import type { Span } from '@opentelemetry/api';
import { reasonOf } from '../sampling/keep';

/** Minimum lifetime of an exemplar (ms). prom-client holds one per series; with a scrape every 5 s, two scrapes read it. */
const HOLD_MS = 10_000;

/** Chooses the trace of a metric's exemplar. Only kept traces qualify, so that every exemplar resolves. */
export class Exemplars {
  private readonly heldUntil = new Map<string, number>();

  /**
   * @param place key of the series, and for a histogram also of the bucket
   * @returns labels of the new exemplar; undefined to keep the current one (never {}, because a counter would write it)
   */
  offer(place: string, span: Span | undefined): Record<string, string> | undefined {
    const reason = span && reasonOf(span);
    if (!span || !reason) return undefined;
    const now = Date.now();
    // Nine of ten exemplars are of the kept share. They must not replace a more interesting one.
    if (reason === 'share' && (this.heldUntil.get(place) ?? 0) > now) return undefined;
    if (reason !== 'share') this.heldUntil.set(place, now + HOLD_MS);
    const { traceId, spanId } = span.spanContext();
    return { trace_id: traceId, span_id: spanId };
  }
}
