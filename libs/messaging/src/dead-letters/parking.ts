import { createHash } from 'node:crypto';
import { deadLetterTopic } from '@webstore/contracts';
import { type EachMessagePayload, type IHeaders, KafkaJSError, type Message } from 'kafkajs';
import { deadLetterHeaders } from './dead-letter-headers';
import type { KafkaClient } from '../kafka/kafka-client';
import { headerValues, sendableHeaders } from '../kafka/kafka-headers';

/**
 * Maximum size of a request that is sent, in bytes. A broker closes the connection on larger requests instead of refusing
 * them (`socket.request.max.bytes` is 100 MiB).
 */
const MAX_SENT_BYTES = 32 * 1024 * 1024;

/** Headers that are kept if key and headers alone are too large. */
const KEPT_HEADERS = ['ce_id', 'ce_type', 'traceparent'];
const MAX_KEPT_BYTES = 512;

export interface Failure {
  readonly id: string;
  readonly attempts: number;
  readonly cause: string;
}

/**
 * Sends an unprocessable message unchanged to the dead-letter topic; without its value if the broker refuses the size, and
 * without key and headers if those are too large. Fails only during a Kafka outage.
 */
export class Parking {
  constructor(private readonly kafka: Pick<KafkaClient, 'service' | 'publish'>) {}

  async park(payload: EachMessagePayload, failure: Failure): Promise<void> {
    const topic = deadLetterTopic(payload.topic, this.kafka.service);
    const forms = [this.whole, this.withoutValue, this.bare];
    for (const [index, form] of forms.entries()) {
      const isLast = index === forms.length - 1;
      if (!isLast && sizeOf(payload, form === this.whole) > MAX_SENT_BYTES) continue;
      try {
        return await this.kafka.publish(topic, form.call(this, payload, failure));
      } catch (error) {
        if (isLast || !isRefused(error)) throw error;
      }
    }
  }

  private whole(payload: EachMessagePayload, failure: Failure): Message {
    const { key, value, headers } = payload.message;
    return { key, value, headers: { ...sendableHeaders(headers), ...this.account(payload, failure) } };
  }

  private withoutValue(payload: EachMessagePayload, failure: Failure): Message {
    const omitted = { [deadLetterHeaders.omitted]: 'value', ...fingerprint(payload.message.value) };
    const whole = this.whole(payload, failure);
    return { ...whole, value: null, headers: { ...whole.headers, ...omitted } };
  }

  private bare(payload: EachMessagePayload, failure: Failure): Message {
    const { value, headers } = payload.message;
    const kept = KEPT_HEADERS.map((name) => [name, headerValues(headers, name).slice(0, 1)] as const);
    const small = kept.filter(([, [one]]) => one && one.length <= MAX_KEPT_BYTES);
    const omitted = { [deadLetterHeaders.omitted]: 'value,key,headers', ...fingerprint(value) };
    const account = this.account(payload, failure);
    return { key: null, value: null, headers: { ...Object.fromEntries(small), ...account, ...omitted } };
  }

  private account({ topic, partition, message }: EachMessagePayload, failure: Failure): IHeaders {
    const hasId = headerValues(message.headers, 'ce_id').some((value) => value?.length);
    return {
      // A message without an id is identified by its position, which a replay changes, so it gets an explicit id.
      ...(hasId ? {} : { ce_id: failure.id }),
      [deadLetterHeaders.cause]: failure.cause,
      [deadLetterHeaders.topic]: topic,
      [deadLetterHeaders.partition]: String(partition),
      [deadLetterHeaders.offset]: message.offset,
      [deadLetterHeaders.service]: this.kafka.service,
      [deadLetterHeaders.attempts]: String(failure.attempts),
      [deadLetterHeaders.at]: new Date().toISOString(),
    };
  }
}

/** Whether the broker refused the message itself. Without a response (a Kafka outage), a later attempt may succeed. */
export function isRefused(error: unknown): boolean {
  // kafkajs also wraps a lost connection in a non-retriable error, so the innermost error decides.
  const root = innermost(error);
  if (!(root instanceof KafkaJSError)) return root instanceof TypeError || root instanceof RangeError;
  return !root.retriable && !isOfConnection(root);
}

function innermost(error: unknown): unknown {
  let root = error;
  for (let depth = 0; depth < 10 && root instanceof Error && root.cause; depth++) root = root.cause;
  return root;
}

const isOfConnection = ({ name }: Error) => /Connection|Timeout|Broker|Metadata|Coordinator/.test(name);

function fingerprint(value: Buffer | null): IHeaders {
  if (!value) return {};
  return {
    [deadLetterHeaders.size]: String(value.length),
    [deadLetterHeaders.hash]: createHash('sha256').update(value).digest('hex'),
  };
}

function sizeOf({ message: { key, value, headers = {} } }: EachMessagePayload, withValue: boolean): number {
  const lengths = Object.keys(headers).flatMap((name) => [
    name.length,
    ...headerValues(headers, name).map((one) => one?.length ?? 0),
  ]);
  const ownLength = (key?.length ?? 0) + (withValue ? (value?.length ?? 0) : 0);
  return lengths.reduce((sum, length) => sum + length, ownLength);
}
