import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { deadLetterTopic, isOutage } from '@webstore/contracts';
import { type DependencyCheck, within } from '@webstore/telemetry';
import { type Consumer, type EachMessagePayload, KafkaJSError, KafkaJSProtocolError } from 'kafkajs';
import { ConsumerState } from './consumer-state';
import { type Inbox, INBOX } from './inbox/inbox';
import { KafkaClient } from './kafka-client';
import { MessageRunner } from './message-runner';
import { consumerRunning, expectMessages } from './messaging.metrics';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging-options';
import { PausedPartitions } from './paused-partitions';
import { causeOf } from './retry';

/** Time for the message at hand and for leaving the group. Then the service ends all the same: the message comes again. */
const CLOSE_MS = 2_500;

/** Pause before the next consumer, where kafkajs gave one up because no broker answered. */
const RESTART_MS = 1_000;

/**
 * Nest's way to Kafka: every `@EventPattern` method is a consumer of the topic that it names. In place of Nest's
 * own transporter, which retries a poison message for ever and knows no inbox.
 */
@Injectable()
export class KafkaStrategy extends Server implements CustomTransportStrategy, OnModuleDestroy {
  private readonly log = new Logger(KafkaStrategy.name);
  private consumer?: Consumer;
  private closing?: Promise<void>;
  private readonly stopping = new AbortController();
  private readonly state = new ConsumerState();
  private readonly paused = new PausedPartitions();
  private died: (error: Error) => void = () => undefined;

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

  /** For `/health/ready`: whether the consumer runs, and which partitions wait for a dependency (that is no reason to be unready). */
  checks(): DependencyCheck[] {
    return [
      { name: 'consumer', check: async () => this.consumer && this.state.check() },
      { name: 'partitions', check: () => this.paused.check(), optional: true },
    ];
  }

  /** @param died called when the consumer has ended for good; after every error that may pass there is a next one */
  onDeath(died: (error: Error) => void): void {
    this.died = died;
  }

  /** Ends what waits, and begins to close, before anything else of the service is taken down. */
  onModuleDestroy(): void {
    void this.close();
  }

  /** Finishes the messages at hand, commits their offsets and leaves the group; not longer than two and a half seconds. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.closing ??= within(this.disconnect(), CLOSE_MS).catch((error: unknown) =>
      this.log.warn(`the consumer was not closed: ${causeOf(error)}`),
    );
    await this.closing;
  }

  on(): void {
    throw new Error('KafkaStrategy has no events to listen to.');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }

  private async disconnect(): Promise<void> {
    await this.consumer?.disconnect();
  }

  private async start(): Promise<void> {
    const topics = [...this.messageHandlers.keys()];
    const deadLetters = topics.map((topic) => deadLetterTopic(topic, this.options.service));
    await this.kafka.ensureTopics([...topics, ...deadLetters, ...this.options.produces]);
    expectMessages(topics, this.options.produces);
    if (topics.length === 0) return;
    consumerRunning(this.options.service, () => this.state.isRunning);
    await this.startConsumer(topics);
  }

  private async startConsumer(topics: string[]): Promise<void> {
    this.consumer = this.kafka.consumer();
    this.state.follow(this.consumer, (error) => this.end(error, topics));
    await this.consumer.connect();
    await this.consumer.subscribe({ topics, fromBeginning: true });
    const { kafka, inbox, stopping, options, paused } = this;
    const runner = new MessageRunner(kafka, inbox, stopping.signal, options, paused);
    await this.consumer.run({
      // Partitions side by side: a slow bank in one does not hold up what was fetched of the others. The next fetch waits for all of
      // them, as kafkajs has one fetcher for each broker and its queue must drain first.
      partitionsConsumedConcurrently: 6,
      eachMessage: (payload) => this.consume(runner, payload),
    });
  }

  /**
   * kafkajs restarts a consumer after most outages, but gives it up for good when every broker fails to name the group's coordinator
   * in time. The process is well then, and its requests must still be answered: the next consumer takes over.
   */
  private async restartConsumer(topics: string[]): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await pause(RESTART_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.startConsumer(topics);
        if (signal.aborted) await this.disconnect();
        return;
      } catch (error) {
        await this.disconnect().catch(() => undefined);
        if (!isOutage(error)) return this.end(error as Error, topics);
        this.log.warn(`no new consumer yet: ${causeOf(error)}`);
      }
    }
  }

  private async consume(runner: MessageRunner, payload: EachMessagePayload): Promise<void> {
    try {
      const handler = this.getHandlerByPattern(payload.topic);
      if (!handler) throw new Error(`no handler for ${payload.topic}`);
      await runner.run(payload, (event, context) => this.answer(handler(event, context)));
    } catch (error) {
      if (this.stopping.signal.aborted) throw new KafkaJSError('the service stops: the message comes again');
      // kafkajs ends a consumer for good on a TypeError and its like; the message comes again, as after every other error.
      throw isForKafkajs(error) ? error : new Error(causeOf(error), { cause: error });
    }
  }

  private end(error: Error, topics: string[]): void {
    if (this.stopping.signal.aborted) return;
    if (!isOutage(error)) return this.died(error);
    this.log.warn(`the consumer is replaced: ${causeOf(error)}`);
    void this.restartConsumer(topics);
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

/** What kafkajs answers by joining the group again, or by another attempt. */
function isForKafkajs(error: unknown): boolean {
  return error instanceof KafkaJSProtocolError || (error instanceof KafkaJSError && error.retriable);
}
