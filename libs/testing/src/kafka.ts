import { randomBytes } from 'node:crypto';
import {
  type EachMessagePayload,
  type IHeaders,
  Kafka,
  type KafkaMessage,
  logLevel,
  Partitioners,
} from 'kafkajs';
import { backing } from './backing';

/** A message as a consumer received it. */
export interface ReceivedMessage {
  readonly partition: number;
  /** The raw message: key and value are bytes or null. */
  readonly message: KafkaMessage;
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
}

/** A Kafka client for tests. */
export interface TestKafka {
  readonly brokers: string[];
  /** Creates topics with six partitions, as the shop has them. */
  createTopics(...topics: string[]): Promise<void>;
  /** Sends one message. `key` selects the partition. */
  publish(
    topic: string,
    key: string | Buffer | null,
    value: unknown,
    headers?: IHeaders,
    partition?: number,
  ): Promise<void>;
  /** Reads a topic from its beginning; the array grows as messages arrive. */
  consume(topic: string): Promise<ReceivedMessage[]>;
  /** Closes all connections. */
  close(): Promise<void>;
}

/** A client of the real broker. Sends text, bytes and null unchanged, and any other value as JSON. */
export async function testKafka(): Promise<TestKafka> {
  const brokers = backing('TEST_KAFKA_BROKERS').split(',');
  const kafka = new Kafka({ clientId: 'test', brokers, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await Promise.all([admin.connect(), producer.connect()]);
  const closers = [() => producer.disconnect(), () => admin.disconnect()];

  const createTopics = async (...topics: string[]) => {
    await admin.createTopics({
      waitForLeaders: true,
      topics: topics.map((topic) => ({ topic, numPartitions: 6, replicationFactor: 1 })),
    });
  };

  return {
    brokers,
    createTopics,
    async publish(topic, key, value, headers = {}, partition) {
      await producer.send({ topic, messages: [{ key, value: sendable(value), headers, partition }] });
    },
    async consume(topic) {
      await createTopics(topic);
      const consumer = kafka.consumer({ groupId: `test-${randomBytes(4).toString('hex')}` });
      const received: ReceivedMessage[] = [];
      await consumer.connect();
      closers.unshift(() => consumer.disconnect());
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({ eachMessage: async (delivery) => void received.push(toReceived(delivery)) });
      return received;
    },
    async close() {
      for (const close of closers) await close();
    },
  };
}

function sendable(value: unknown): string | Buffer | null {
  return typeof value === 'string' || value === null || Buffer.isBuffer(value)
    ? value
    : JSON.stringify(value);
}

function toReceived({ partition, message }: EachMessagePayload): ReceivedMessage {
  const { key, value, headers } = message;
  return {
    partition,
    message,
    key: String(key ?? ''),
    value: String(value ?? ''),
    headers: textOf(headers),
  };
}

function textOf(headers: IHeaders = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]));
}
