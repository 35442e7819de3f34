import type { IHeaders } from 'kafkajs';
import { headerValues } from './kafka-headers';

/**
 * The headers of our messages: CloudEvents 1.0 in Kafka's binary mode.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
export interface EventHeaders {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  /** Time of the event, RFC 3339. */
  readonly time: string;
}

/**
 * The attributes of a CloudEvent as Kafka headers, in the binary mode of its Kafka binding.
 *
 * @see https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/kafka-protocol-binding.md
 */
export function toKafkaHeaders(event: EventHeaders): Record<string, string> {
  return {
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_type: event.type,
    ce_source: event.source,
    ce_time: event.time,
    'content-type': 'application/json',
  };
}

/** The text of a header; the first value of a repeated header. Undefined if it has no value. */
export function header(headers: IHeaders | undefined, name: string): string | undefined {
  return headerValues(headers, name)[0]?.toString();
}
