import { Inject, Injectable } from '@nestjs/common';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { deadLetterTopic } from '@webstore/contracts';
import type { Consumer, EachMessagePayload } from 'kafkajs';
import { type Inbox, INBOX } from './inbox/inbox';
import { KafkaClient } from './kafka-client';
import { MessageRunner } from './message-runner';
import { expectMessages } from './messaging.metrics';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging-options';

/**
 * Nest's way to Kafka: every `@EventPattern` method is a consumer of the topic that it names. In place of Nest's
 * own transporter, which retries a poison message for ever and knows no inbox.
 */
@Injectable()
export class KafkaStrategy extends Server implements CustomTransportStrategy {
  private consumer?: Consumer;
  private readonly stopping = new AbortController();

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    @Inject(INBOX) private readonly inbox: Inbox<unknown>,
    private readonly kafka: KafkaClient,
  ) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  /** Finishes the messages at hand, commits their offsets and leaves the group. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.consumer?.disconnect();
  }

  on(): void {
    throw new Error('KafkaStrategy has no events to listen to.');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }

  private async start(): Promise<void> {
    const topics = [...this.messageHandlers.keys()];
    const deadLetters = topics.map((topic) => deadLetterTopic(topic, this.options.service));
    await this.kafka.ensureTopics([...topics, ...deadLetters, ...this.options.produces]);
    expectMessages(topics, this.options.produces);
    if (topics.length === 0) return;
    this.consumer = this.kafka.consumer();
    await this.consumer.connect();
    await this.consumer.subscribe({ topics, fromBeginning: true });
    const runner = new MessageRunner(this.kafka, this.inbox, this.stopping.signal, this.options);
    await this.consumer.run({
      // Partitions side by side: a slow bank in one does not hold up what was fetched of the others. The next fetch waits for all of
      // them, as kafkajs has one fetcher for each broker and its queue must drain first.
      partitionsConsumedConcurrently: 6,
      eachMessage: (payload: EachMessagePayload) => {
        const handler = this.getHandlerByPattern(payload.topic);
        if (!handler) throw new Error(`no handler for ${payload.topic}`);
        return runner.run(payload, (event, context) => this.answer(handler(event, context)));
      },
    });
  }

  /** Nest's handlers answer with a promise of a value or of a stream. */
  private async answer(result: unknown): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      Promise.resolve(result).then((value) => {
        this.transformToObservable(value as never).subscribe({ error: reject, complete: resolve });
      }, reject);
    });
  }
}
