import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { deadLetterTopic } from '@webstore/contracts';
import { addEvent, keepTrace } from '@webstore/telemetry';
import type { EachMessagePayload } from 'kafkajs';
import { header } from './cloud-event';
import { deadLetterHeaders } from './dead-letter-headers';
import type { Inbox } from './inbox/inbox';
import type { KafkaClient } from './kafka-client';
import { MessageContext } from './message-context';
import type { MessagingOptions } from './messaging-options';
import { handled, handling, retries, traceless } from './messaging.metrics';
import { backoffMs, causeOf, isRetryable, MAX_ATTEMPTS } from './retry';

type Result = 'handled' | 'duplicate' | 'dead_lettered';
type Handler = (event: unknown, context: MessageContext<unknown>) => Promise<void>;

/** Takes one message to its end: handled, recognised as a duplicate, or parked. Never lost, never in the way. */
export class MessageRunner {
  private readonly logger = new Logger(MessageRunner.name);

  constructor(
    private readonly kafka: KafkaClient,
    private readonly inbox: Inbox<unknown>,
    private readonly stopping: AbortSignal,
    private readonly options: Pick<MessagingOptions, 'attempts' | 'firstPauseMs' | 'identity'> = {},
  ) {}

  async run(payload: EachMessagePayload, handler: Handler): Promise<void> {
    const { topic, message } = payload;
    if (!header(message.headers, 'traceparent')) traceless.add({ topic });
    const started = performance.now();
    const result = await this.handle(payload, handler);
    handled.add({ topic, result });
    handling.observe({ topic, result }, (performance.now() - started) / 1_000);
  }

  private async handle(payload: EachMessagePayload, handler: Handler): Promise<Result> {
    const { topic, message } = payload;
    const id = await this.identityOf(payload);
    const { attempts = MAX_ATTEMPTS } = this.options;
    for (let attempt = 1; ; attempt++) {
      try {
        if (await this.inbox.seen(id)) return 'duplicate';
        const context = new MessageContext(id, topic, String(message.key ?? ''), attempt, this.inbox);
        await handler(JSON.parse(String(message.value)), context);
        const result = await context.settle();
        this.logger.log(`${result} ${topic}`, { 'webstore.order.id': context.key, attempt });
        return result;
      } catch (error) {
        if (!isRetryable(error) || attempt >= attempts) {
          await this.park(payload, id, attempt, error);
          return 'dead_lettered';
        }
        retries.add({ topic });
        addEvent('retry', { attempt, cause: causeOf(error) });
        this.logger.warn(`attempt ${attempt} at ${topic} failed: ${causeOf(error)}`);
        await this.backoff(payload, attempt);
      }
    }
  }

  private async identityOf({ topic, partition, message }: EachMessagePayload): Promise<string> {
    const delivery = `${topic}-${partition}-${message.offset}`;
    if ((await this.options.identity?.()) === 'delivery') return delivery;
    return header(message.headers, 'ce_id') ?? delivery;
  }

  /** Waits, heartbeats meanwhile. On shutdown it throws: the offset stays and the message comes again. */
  private async backoff({ heartbeat }: EachMessagePayload, attempt: number): Promise<void> {
    await pause(backoffMs(attempt, this.options.firstPauseMs), undefined, { signal: this.stopping });
    await heartbeat();
  }

  private async park(
    payload: EachMessagePayload,
    id: string,
    attempts: number,
    error: unknown,
  ): Promise<void> {
    const { topic, partition, message } = payload;
    const cause = causeOf(error);
    const span = trace.getActiveSpan();
    if (error instanceof Error) span?.recordException(error);
    span?.setStatus({ code: SpanStatusCode.ERROR, message: cause });
    keepTrace('error');
    await this.kafka.publish(deadLetterTopic(topic, this.kafka.service), {
      key: message.key,
      value: message.value,
      headers: {
        ...message.headers,
        ce_id: id,
        [deadLetterHeaders.cause]: cause,
        [deadLetterHeaders.topic]: topic,
        [deadLetterHeaders.partition]: String(partition),
        [deadLetterHeaders.offset]: message.offset,
        [deadLetterHeaders.service]: this.kafka.service,
        [deadLetterHeaders.attempts]: String(attempts),
        [deadLetterHeaders.at]: new Date().toISOString(),
      },
    });
    const fields = {
      'webstore.order.id': String(message.key ?? ''),
      attempts,
      partition,
      offset: message.offset,
    };
    this.logger.error(`parked ${topic}: ${cause}`, fields, error);
  }
}
