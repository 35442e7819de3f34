import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { REPLAYED_HEADER } from '@webstore/telemetry';
import { header } from './cloud-event';
import { deadLetterHeaders } from './dead-letter-headers';

/** A message that a service gave up on, as it lies in `<topic>.<service>.dlq`. */
export interface DeadLetter {
  /** CloudEvents id; the same in the topic it came from. */
  id: string;
  topic: string;
  partition: number;
  offset: string;
  /** `<slug or error name>: <message>` */
  cause: string;
  origin: { topic: string; partition: number; offset: string };
  service: string;
  attempts: number;
  /** When it was parked, RFC 3339. */
  parkedAt: string;
  /** When it was put through again, RFC 3339; absent: not yet. */
  replayedAt?: string;
  key: string | null;
  value: string;
  headers: Record<string, string>;
}

export function deadLetterOf(topic: string, partition: number, message: KafkaMessage): DeadLetter {
  const text = (name: string) => header(message.headers, name) ?? '';
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
    key: message.key?.toString() ?? null,
    value: message.value?.toString() ?? '',
    headers: textOf(message.headers),
  };
}

/** What goes back to the topic of its origin: the same event, the same key, without the tale of its failure. */
export function replayOf(letter: DeadLetter, body = letter.value): Message {
  const tale = new Set<string>(Object.values(deadLetterHeaders));
  const own = Object.entries(letter.headers).filter(([name]) => !tale.has(name));
  return {
    key: letter.key,
    value: body,
    headers: { ...Object.fromEntries(own), [REPLAYED_HEADER]: 'true' },
  };
}

/** Where a letter lies: its name in the record of what was replayed. */
export function placeOf({
  topic,
  partition,
  offset,
}: Pick<DeadLetter, 'topic' | 'partition' | 'offset'>): string {
  return `${topic}/${partition}/${offset}`;
}

function textOf(headers: IHeaders = {}): Record<string, string> {
  return Object.fromEntries(Object.keys(headers).map((name) => [name, header(headers, name) ?? '']));
}
