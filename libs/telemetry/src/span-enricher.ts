import { type Context, propagation, trace } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace';
import { inKeptShare, keep } from './keep';
import { staleParent } from './propagator';

/** Writes on every span what only its start knows: baggage, the link to a stale parent, the kept share. */
export class SpanEnricher implements SpanProcessor {
  onStart(span: Span, parentContext: Context): void {
    for (const [key, { value }] of propagation.getBaggage(parentContext)?.getAllEntries() ?? []) {
      span.setAttribute(key, value);
    }
    const parent = trace.getSpanContext(parentContext);
    if (parent && !parent.isRemote) return;
    // From here on: the first span of this service in the trace.
    const stale = parent ? undefined : staleParent(parentContext);
    if (stale) span.addLink({ context: stale });
    if (inKeptShare(span.spanContext().traceId)) keep(span, 'share');
  }

  onEnd(_span: ReadableSpan): void {}

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}
}
