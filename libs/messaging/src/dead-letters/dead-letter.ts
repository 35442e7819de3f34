import { isUtf8 } from 'node:buffer';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { REPLAYED_HEADER } from '@webstore/telemetry';
import { header } from '../kafka/cloud-event';
import { deadLetterHeaders } from './dead-letter-headers';
import { headerValues, sendableHeaders } from '../kafka/kafka-headers';

/** A message in `<topic>.<service>.dlq` that a service could not handle. Texts are for display; a replay sends `original`. */
export interface DeadLetter {
  /** CloudEvents id, the same as in the original topic. */
  id: string;
  topic: string;
  partition: number;
  offset: string;
  /** `<slug or error name>: <message>` */
  cause: string;
  origin: { topic: string; partition: number; offset: string };
  service: string;
  attempts: number;
  /** Time of parking, RFC 3339. */
  parkedAt: string;
  /** Time of the replay, RFC 3339; absent if not replayed yet. */
  replayedAt?: string;
  /** Text, or `hex:…` for binary data. */
  key: string | null;
  /** Text, or `hex:…` for binary data; null if the message has no value or the value was too large to be parked. */
  value: string | null;
  /** Parts that were omitted because the message was too large, with size and SHA-256 of the value. */
  omitted?: { parts: string; valueBytes: number; valueSha256: string };
  headers: Record<string, string | null | (string | null)[]>;
  /** The original bytes. */
  original: Pick<KafkaMessage, 'key' | 'value' | 'headers'>;
}

export function deadLetterOf(topic: string, partition: number, message: KafkaMessage): DeadLetter {
  const text = (name: string) => header(message.headers, name) ?? '';
  const { key, value, headers } = message;
  const parts = text(deadLetterHeaders.omitted);
  const fingerprint = {
    valueBytes: Number(text(deadLetterHeaders.size)),
    valueSha256: text(deadLetterHeaders.hash),
  };
  return {
    id: text('ce_id'),
    topic,
    partition,
    offset: message.offset,
    cause: text(deadLetterHeaders.cause),
    origin: {
      topic: text(deadLetterHeaders.topic),
      partition: Number(text(deadLetterHeaders.partition)),
      offset: text(deadLetterHeaders.offset),
    },
    service: text(deadLetterHeaders.service),
    attempts: Number(text(deadLetterHeaders.attempts)),
    parkedAt: text(deadLetterHeaders.at),
    key: shown(key),
    value: shown(value),
    ...(parts && { omitted: { parts, ...fingerprint } }),
    headers: shownHeaders(headers),
    original: { key, value, headers },
  };
}

/**
 * The message to send to the original topic and partition: the same event byte for byte, without the failure headers.
 * @throws Error if the message was too large to be parked completely and `body` is missing
 */
export function replayOf({ id, origin, omitted, original }: DeadLetter, body?: string): Message {
  if (omitted && (body === undefined || omitted.parts !== 'value')) {
    const place = `${origin.topic}, partition ${origin.partition}, offset ${origin.offset}`;
    throw new Error(`${id} was parked without its ${omitted.parts}: the whole message is in ${place}`);
  }
  const account = new Set<string>(Object.values(deadLetterHeaders));
  const own = Object.entries(sendableHeaders(original.headers)).filter(([name]) => !account.has(name));
  return {
    key: original.key,
    value: body ?? original.value,
    // A dead letter of another program has no partition header.
    ...(header(original.headers, deadLetterHeaders.partition) && { partition: origin.partition }),
    headers: { ...Object.fromEntries(own), [REPLAYED_HEADER]: 'true' },
  };
}

/** Position of a dead letter, `<dlq topic>/<partition>/<offset>`: its key in the topic of replays. */
export function placeOf({
  topic,
  partition,
  offset,
}: Pick<DeadLetter, 'topic' | 'partition' | 'offset'>): string {
  return `${topic}/${partition}/${offset}`;
}

function shown(bytes: Buffer | string | null): string | null {
  if (bytes === null || typeof bytes === 'string') return bytes;
  return isUtf8(bytes) ? bytes.toString() : `hex:${bytes.toString('hex')}`;
}

function shownHeaders(headers: IHeaders = {}): DeadLetter['headers'] {
  const texts = Object.keys(headers).map((name) => {
    const [first = null, ...more] = headerValues(headers, name).map(shown);
    return [name, more.length === 0 ? first : [first, ...more]] as const;
  });
  return Object.fromEntries(texts);
}
