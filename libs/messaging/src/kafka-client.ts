import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { topicPartitions } from '@webstore/contracts';
import { withoutPropagation, within } from '@webstore/telemetry';
import {
  type Admin,
  type Consumer,
  Kafka,
  KafkaJSProtocolError,
  logLevel,
  type Message,
  Partitioners,
  type Producer,
} from 'kafkajs';
import { toNestLogger } from './kafka-log';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging-options';
import { causeOf } from './retry';

/** Group membership ends this long after a process died, and its partitions go to the next one. */
const SESSION_TIMEOUT_MS = 10_000;

/** New topics have leaders after a moment; a broker that takes longer than this is not well. */
const TOPICS_READY_MS = 30_000;

/** A request that a broker has not answered by then fails, and is tried again on a new connection. */
const REQUEST_TIMEOUT_MS = 5_000;

/** An event that is not acknowledged within this time, attempts included, was not sent. */
const PUBLISH_MS = 10_000;

/** A broker that has not described itself by then is down. */
const CHECK_MS = 2_000;

/** Connections that are not closed by then end with the process. */
const CLOSE_MS = 1_000;

/** The one place that knows kafkajs: connections, topics, sending. */
@Injectable()
export class KafkaClient implements OnApplicationShutdown {
  readonly service: string;
  private readonly kafka: Kafka;
  private readonly admin: Admin;
  private readonly producer: Producer;
  private readonly outsideTopics: ReadonlySet<string>;
  private readonly logger = new Logger(KafkaClient.name);
  private connected?: Promise<void>;
  private checking?: Promise<unknown>;

  constructor(@Inject(MESSAGING_OPTIONS) options: MessagingOptions) {
    this.service = options.service;
    this.outsideTopics = new Set(options.outsideTopics);
    this.kafka = new Kafka({
      clientId: options.service,
      brokers: [...options.brokers],
      connectionTimeout: 2_000,
      requestTimeout: REQUEST_TIMEOUT_MS,
      retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: 8 },
      logLevel: logLevel.WARN,
      logCreator: () => toNestLogger,
    });
    this.admin = this.kafka.admin();
    // Sending twice is harmless (the inbox drops it), so the producer needs no transactional state.
    this.producer = this.kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
  }

  consumer(): Consumer {
    return this.kafka.consumer({
      groupId: this.service,
      allowAutoTopicCreation: false,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: SESSION_TIMEOUT_MS / 5,
      maxWaitTimeInMs: 500,
      // A consumer that gave up is deaf for good while the process looks healthy: always start again.
      retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: 8, restartOnFailure: async () => true },
    });
  }

  /** Creates what is missing, with the shop's number of partitions. Harmless when several services do it at once. */
  async ensureTopics(topics: readonly string[]): Promise<void> {
    await this.connect();
    const existing = new Set(await this.admin.listTopics());
    const missing = [...new Set(topics)].filter((topic) => !existing.has(topic));
    if (missing.length > 0) {
      await this.admin.createTopics({
        // kafkajs gives up waiting when another service is creating the same topics; the loop below waits for both.
        waitForLeaders: false,
        topics: missing.map((topic) => ({ topic, numPartitions: topicPartitions, replicationFactor: 1 })),
      });
    }
    const deadline = Date.now() + TOPICS_READY_MS;
    while (!(await this.canBeRead(topics))) {
      if (Date.now() > deadline) throw new Error(`Kafka has no leaders for ${topics.join(', ')}`);
      await pause(100);
    }
  }

  /** Rejects when the message is refused, or not acknowledged within ten seconds; it may arrive all the same. */
  async publish(topic: string, message: Message): Promise<void> {
    const send = async () => {
      await this.connect();
      await this.producer.send({ topic, messages: [message], acks: -1 });
    };
    await within(this.outsideTopics.has(topic) ? withoutPropagation(send) : send(), PUBLISH_MS);
  }

  /** Rejects when the brokers do not answer within two seconds. While one question waits no other is sent. */
  async check(): Promise<void> {
    this.checking ??= this.connect()
      .then(() => this.admin.describeCluster())
      .finally(() => (this.checking = undefined));
    await within(this.checking, CHECK_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.connected) return;
    const closing = Promise.all([this.producer.disconnect(), this.admin.disconnect()]);
    await within(closing, CLOSE_MS).catch((error: unknown) =>
      this.logger.warn(`connections to Kafka were not closed: ${causeOf(error)}`),
    );
  }

  /** Whether every partition of the topics has a leader: between creation and election the broker denies them. */
  private async canBeRead(topics: readonly string[]): Promise<boolean> {
    try {
      const { topics: known } = await this.admin.fetchTopicMetadata({ topics: [...new Set(topics)] });
      return known.every(
        ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
      );
    } catch (error) {
      if (error instanceof KafkaJSProtocolError && error.retriable) return false;
      throw error;
    }
  }

  private connect(): Promise<void> {
    this.connected ??= Promise.all([this.admin.connect(), this.producer.connect()]).then(
      () => undefined,
      (error: unknown) => {
        this.connected = undefined;
        throw error;
      },
    );
    return this.connected;
  }
}
