import { type Context, propagation, trace } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace';
import { telemetryConfig } from '../config';
import { setScalars } from './attributes';
import { PEER, peerOf } from './peer';
import { entriesOf } from '../propagation/baggage';
import { inKeptShare, keep, reasonOf } from '../sampling/keep';
import { getKeepReason, spanClosed, spanOpened } from '../sampling/live-traces';
import { staleParent, travelledReason } from '../propagation/propagator';
import { SlowWatch } from '../sampling/slow-watch';
import { isSynthetic, SYNTHETIC } from '../propagation/synthetic';
import { countEntry } from '../export/telemetry.metrics';

/**
 * Adds data of its start context to every span: baggage, the link to a stale parent, the synthetic mark, the keep reason
 * and the component that it calls. It marks every span and not only the first, which ends last and perhaps after the collector's decision.
 */
export class SpanEnricher implements SpanProcessor {
  private readonly watch = new SlowWatch();

  onStart(span: Span, parentContext: Context): void {
    const { traceId } = span.spanContext();
    spanOpened(traceId);
    const baggage = propagation.getBaggage(parentContext);
    if (baggage) setScalars(span, entriesOf(baggage));
    if (isSynthetic(parentContext)) setScalars(span, { [SYNTHETIC]: true });
    const peer = peerOf(span.kind, span.attributes, telemetryConfig.peers);
    if (peer) setScalars(span, { [PEER]: peer });
    const reason = getKeepReason(traceId) ?? travelledReason(parentContext);
    if (reason) keep(span, reason);
    else if (inKeptShare(traceId)) keep(span, 'share');
    if (!isEntry(span)) return;
    const stale = trace.getSpanContext(parentContext) ? undefined : staleParent(parentContext);
    if (stale) span.addLink({ context: stale });
    this.watch.begin(span, parentContext);
  }

  onEnd(span: ReadableSpan): void {
    const entry = isEntry(span);
    if (entry) {
      this.watch.end(span);
      countEntry(reasonOf(span as unknown as Span) ?? 'none');
    }
    spanClosed(span.spanContext().traceId);
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {
    this.watch.stop();
  }
}

/** Whether the span is the entry of the trace into this service. */
function isEntry({ parentSpanContext }: Pick<ReadableSpan, 'parentSpanContext'>): boolean {
  return !parentSpanContext || parentSpanContext.isRemote === true;
}
