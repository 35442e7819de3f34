/** The kind of a span in OpenTelemetry, in lower case. */
export type SpanKind = 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export type AttributeValue = string | number | boolean | AttributeValue[];

/** One span, independent of the store. */
export interface Span {
  id: string;
  traceId: string;
  /** `undefined` for the root span. The parent span may be missing from the trace. */
  parentId: string | undefined;
  name: string;
  service: string;
  kind: SpanKind;
  status: 'unset' | 'ok' | 'error';
  /** Description of an error status. */
  statusMessage?: string | undefined;
  /** Attributes by the stable semantic conventions: `http.request.method`, `messaging.destination.name`, … */
  attributes: Record<string, AttributeValue>;
  links: { traceId: string; spanId: string }[];
  /** Start time in milliseconds since the epoch, with a fraction. */
  startMs: number;
  durationMs: number;
}

/** All stored spans of one trace, sorted by start time. */
export interface Trace {
  id: string;
  spans: Span[];
}

/** The services of a trace, in the order of their first spans. */
export function servicesOf(trace: Trace): string[] {
  return [...new Set(trace.spans.map(({ service }) => service))];
}

/** The parent of a span; undefined for a root, and for a parent that the trace lacks. */
export function parentOf(trace: Trace, span: Span): Span | undefined {
  return span.parentId === undefined ? undefined : trace.spans.find(({ id }) => id === span.parentId);
}

/** A producer span and a consumer span that is its child. */
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
