import type { SpanNode } from './tree.ts';

/** The path of a message to the span that handles it. */
export interface MessageHop {
  topic: string;
  from: string;
  to: string;
  /**
   * From the end of the send to the start of the handling; 0 when the consumer was faster than the
   * acknowledgement.
   */
  onBrokerMs: number;
}

/** The hop that ends in this span, if its parent is the producer of the same trace. */
export function messageHopInto({ span, parent, startMs }: SpanNode): MessageHop | undefined {
  if (span.kind !== 'consumer' || parent?.span.kind !== 'producer') return undefined;
  return {
    topic: String(span.attributes['messaging.destination.name'] ?? 'unknown topic'),
    from: parent.span.service,
    to: span.service,
    onBrokerMs: Math.max(0, startMs - parent.endMs),
  };
}
