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
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { causeOf } from '../retry';

/** Kafka ends the group membership of a dead process after this time, and reassigns its partitions. */
const SESSION_TIMEOUT_MS = 10_000;

/** Maximum wait for the leaders of new topics. A healthy broker needs less. */
const TOPICS_READY_MS = 30_000;

/** Deadline of a request to a broker. Then it is retried on a new connection. */
const REQUEST_TIMEOUT_MS = 5_000;

/** Deadline of a publication, including retries. */
const PUBLISH_MS = 10_000;

/** Deadline of the health check. */
const CHECK_MS = 2_000;

/** Deadline for closing the connections. Open ones end with the process. */
const CLOSE_MS = 1_000;

/** Wraps kafkajs: connections, topics, publishing. */
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
    // The inbox drops duplicates, so the producer needs no transactions.
    this.producer = this.kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
  }

  /** A new, unconnected consumer in the consumer group of the service. */
  consumer(): Consumer {
    return this.kafka.consumer({
      groupId: this.service,
      allowAutoTopicCreation: false,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: SESSION_TIMEOUT_MS / 5,
      maxWaitTimeInMs: 500,
      // Always restart: after a consumer gives up, the process would look healthy but consume nothing.
      retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: 8, restartOnFailure: async () => true },
    });
  }

  /** Creates missing topics, with the shop's number of partitions. Safe if several services do so concurrently. */
  async ensureTopics(topics: readonly string[]): Promise<void> {
    await this.connect();
    const existing = new Set(await this.admin.listTopics());
    const missing = [...new Set(topics)].filter((topic) => !existing.has(topic));
    if (missing.length > 0) {
      await this.admin.createTopics({
        // kafkajs stops waiting if another service creates the same topics; the loop below waits in both cases.
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

  /** Rejects if the broker refuses the message or does not acknowledge it within ten seconds. It may still arrive. */
  async publish(topic: string, message: Message): Promise<void> {
    const send = async () => {
      await this.connect();
      await this.producer.send({ topic, messages: [message], acks: -1 });
    };
    await within(this.outsideTopics.has(topic) ? withoutPropagation(send) : send(), PUBLISH_MS);
  }

  /** Rejects if the brokers do not respond within two seconds. Sends no second request while one is pending. */
  async check(): Promise<void> {
    this.checking ??= this.connect()
      .then(() => this.admin.describeCluster())
      .finally(() => (this.checking = undefined));
    await within(this.checking, CHECK_MS);
  }

  /** Closes the connections, within a deadline. Nest calls it last, after all handlers have ended. */
  async onApplicationShutdown(): Promise<void> {
    if (!this.connected) return;
    const closing = Promise.all([this.producer.disconnect(), this.admin.disconnect()]);
    await within(closing, CLOSE_MS).catch((error: unknown) =>
      this.logger.warn(`connections to Kafka were not closed: ${causeOf(error)}`),
    );
  }

  /** Whether every partition of the topics has a leader. Until the election, the broker reports them as unknown. */
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
