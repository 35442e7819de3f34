export type SpanKind = 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export type AttributeValue = string | number | boolean | AttributeValue[];

/** One span, the same whichever store it came from. */
export interface Span {
  id: string;
  traceId: string;
  /** `undefined`: the root. The parent may still be missing from the trace. */
  parentId: string | undefined;
  name: string;
  service: string;
  kind: SpanKind;
  status: 'unset' | 'ok' | 'error';
  /** What whoever set the status had to say. */
  statusMessage?: string | undefined;
  /** By the stable semantic conventions: `http.request.method`, `messaging.destination.name`, … */
  attributes: Record<string, AttributeValue>;
  links: { traceId: string; spanId: string }[];
  /** Milliseconds since the epoch, with a fraction. */
  startMs: number;
  durationMs: number;
}

/** All spans that the store has of one trace, in the order of their start. */
export interface Trace {
  id: string;
  spans: Span[];
}

/** The services that took part, in the order in which they came in. */
export function servicesOf(trace: Trace): string[] {
  return [...new Set(trace.spans.map(({ service }) => service))];
}

export function parentOf(trace: Trace, span: Span): Span | undefined {
  return span.parentId === undefined ? undefined : trace.spans.find(({ id }) => id === span.parentId);
}

/** A message's way from a producer span to the consumer span that is its child. */
export interface KafkaHop {
  topic: string;
  from: string;
  to: string;
}

/** The Kafka hops of a trace: consumer spans whose parent is the producer span of the same topic. */
export function kafkaHopsOf(trace: Trace): KafkaHop[] {
  return trace.spans.flatMap((consumer) => {
    const producer = parentOf(trace, consumer);
    if (consumer.kind !== 'consumer' || producer?.kind !== 'producer') return [];
    const topic = topicOf(consumer);
    if (topic === undefined || topic !== topicOf(producer)) return [];
    return [{ topic, from: producer.service, to: consumer.service }];
  });
}

function topicOf({ attributes }: Span): string | undefined {
  const topic = attributes['messaging.destination.name'];
  return typeof topic === 'string' ? topic : undefined;
}
