import { createHash } from 'node:crypto';
import type { EachMessagePayload } from 'kafkajs';
import { headerValues } from '../kafka/kafka-headers';

type Delivery = Pick<EachMessagePayload, 'topic' | 'partition' | 'message'>;

/** Ids that fit a PostgreSQL text column, its index and a Redis key. */
const PLAIN = /^[\x21-\x7e]{1,200}$/;

/** Identifies a delivery by topic, partition and offset. */
export function deliveryId({ topic, partition, message }: Delivery): string {
  return `${topic}-${partition}-${message.offset}`;
}

/** The CloudEvents id; its SHA-256 hash if it is binary or too long; the delivery id if there is none. */
export function eventId(delivery: Delivery): string {
  const id = headerValues(delivery.message.headers, 'ce_id')[0];
  if (id === undefined || id === null || id.length === 0) return deliveryId(delivery);
  const text = id.toString();
  return PLAIN.test(text) ? text : `sha256-${createHash('sha256').update(id).digest('hex')}`;
}
