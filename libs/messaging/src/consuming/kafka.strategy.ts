import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { deadLetterTopic, isOutage } from '@webstore/contracts';
import { type DependencyCheck, within } from '@webstore/telemetry';
import { type Consumer, type EachMessagePayload, KafkaJSError, KafkaJSProtocolError } from 'kafkajs';
import { ConsumerState } from './consumer-state';
import { type Inbox, INBOX } from '../inbox/inbox';
import { KafkaClient } from '../kafka/kafka-client';
import { MessageRunner } from './message-runner';
import { consumerRunning, expectMessages } from '../messaging.metrics';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { PausedPartitions } from './paused-partitions';
import { causeOf } from '../retry';

/** Time for the current messages and for leaving the group. Then the shutdown continues, and Kafka redelivers the messages. */
const CLOSE_MS = 2_500;

/** Pause before a replacement consumer, after kafkajs gave up because no broker responded. */
const RESTART_MS = 1_000;

/**
 * Kafka transport for Nest: every `@EventPattern` method consumes the topic that it names. Replaces Nest's own
 * transporter, which retries a poison message for ever and has no inbox.
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

  /** Checks for `/health/ready`: the consumer, and the partitions that wait for a dependency (optional: they do not affect readiness). */
  checks(): DependencyCheck[] {
    return [
      { name: 'consumer', check: async () => this.consumer && this.state.check() },
      { name: 'partitions', check: () => this.paused.check(), optional: true },
    ];
  }

  /**
   * Sets the callback for a fatal error of the consumer.
   *
   * @param died called when the consumer has ended permanently; after every temporary error there is a replacement consumer
   */
  onDeath(died: (error: Error) => void): void {
    this.died = died;
  }

  /** Ends pending waits and begins to close before the rest of the service shuts down. */
  onModuleDestroy(): void {
    void this.close();
  }

  /** Finishes the current messages, commits their offsets and leaves the group, within 2.5 seconds. */
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
      // Partitions run concurrently: a slow acquirer in one does not delay fetched messages of the others. The next fetch waits for
      // all of them, because kafkajs has one fetcher per broker, whose queue must drain first.
      partitionsConsumedConcurrently: 6,
      eachMessage: (payload) => this.consume(runner, payload),
    });
  }

  /**
   * kafkajs restarts a consumer after most outages, but gives up permanently if every broker fails to name the group's coordinator
   * in time. The process is still healthy and must keep serving requests, so this starts a replacement consumer.
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
      // kafkajs ends a consumer permanently on a TypeError or similar. Wrapped, the error leads to a redelivery like any other.
      throw isForKafkajs(error) ? error : new Error(causeOf(error), { cause: error });
    }
  }

  private end(error: Error, topics: string[]): void {
    if (this.stopping.signal.aborted) return;
    if (!isOutage(error)) return this.died(error);
    this.log.warn(`the consumer is replaced: ${causeOf(error)}`);
    void this.restartConsumer(topics);
  }

  /** Nest's handlers return a promise of a value or of an observable. */
  private async answer(result: unknown): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      Promise.resolve(result).then((value) => {
        this.transformToObservable(value as never).subscribe({ error: reject, complete: resolve });
      }, reject);
    });
  }
}

/** Errors that kafkajs handles itself, by rejoining the group or by a retry. */
function isForKafkajs(error: unknown): boolean {
  return error instanceof KafkaJSProtocolError || (error instanceof KafkaJSError && error.retriable);
}
