import { createHash } from 'node:crypto';
import type { EachMessagePayload } from 'kafkajs';
import { headerValues } from './kafka-headers';

type Delivery = Pick<EachMessagePayload, 'topic' | 'partition' | 'message'>;

/** What a PostgreSQL text and a Redis key can hold, and an index of them. */
const PLAIN = /^[\x21-\x7e]{1,200}$/;

/** Identifies a delivery: where in which topic it lies. */
export function deliveryId({ topic, partition, message }: Delivery): string {
  return `${topic}-${partition}-${message.offset}`;
}

/** The CloudEvents id; of one that is binary or too long its hash, and the delivery's where there is none. */
export function eventId(delivery: Delivery): string {
  const id = headerValues(delivery.message.headers, 'ce_id')[0];
  if (id === undefined || id === null || id.length === 0) return deliveryId(delivery);
  const text = id.toString();
  return PLAIN.test(text) ? text : `sha256-${createHash('sha256').update(id).digest('hex')}`;
}
