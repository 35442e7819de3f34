import type { IHeaders } from 'kafkajs';
import { headerValues } from './kafka-headers';

/**
 * What our messages carry beside their value: CloudEvents 1.0 in Kafka's binary mode.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
export interface EventHeaders {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  /** When it happened, RFC 3339. */
  readonly time: string;
}

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

/** One header as text; the first value where a sender repeated it. Undefined without a value. */
export function header(headers: IHeaders | undefined, name: string): string | undefined {
  return headerValues(headers, name)[0]?.toString();
}
