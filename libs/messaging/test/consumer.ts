import { randomUUID } from 'node:crypto';
import { deadLetterTopic } from '@webstore/contracts';
import { type ReceivedMessage, type TestKafka, testKafka } from '@webstore/testing';
import { KafkaClient, KafkaStrategy, type MessageContext } from '../src';
import type { Inbox } from '../src/inbox/inbox';
import type { MessagingOptions } from '../src/messaging-options';

export class MemoryInbox implements Inbox<unknown> {
  readonly ids = new Set<string>();

  async seen(id: string): Promise<boolean> {
    return this.ids.has(id);
  }

  async once(id: string, work: (tx: unknown) => unknown): Promise<boolean> {
    if (this.ids.has(id)) return false;
    await work(undefined);
    this.ids.add(id);
    return true;
  }
}

export interface TestConsumer {
  readonly topic: string;
  readonly parkedIn: string;
  readonly kafka: TestKafka;
  readonly client: KafkaClient;
  readonly strategy: KafkaStrategy;
  /** Messages in the dead-letter topic. */
  readonly parked: ReceivedMessage[];
  /** Messages in the topic itself. */
  readonly sent: ReceivedMessage[];
  close(): Promise<void>;
}

/** A consumer on the real broker, with its own topic and group. */
export async function startConsumer(
  handle: (event: unknown, context: MessageContext<unknown>) => Promise<void>,
  overrides: Partial<MessagingOptions> = {},
  inbox: Inbox<unknown> = new MemoryInbox(),
): Promise<TestConsumer> {
  const kafka = await testKafka();
  const service = `probe-${randomUUID().slice(0, 8)}`;
  const topic = `test.${randomUUID()}.v1`;
  const options = {
    service,
    brokers: kafka.brokers,
    produces: [],
    attempts: 2,
    firstPauseMs: 10,
    ...overrides,
  };
  const client = new KafkaClient(options);
  const strategy = new KafkaStrategy(options, inbox, client);
  strategy.addHandler(topic, handle as never, true);
  await new Promise<void>((resolve, reject) => strategy.listen((e) => (e ? reject(e as Error) : resolve())));
  const parkedIn = deadLetterTopic(topic, service);
  const parked = await kafka.consume(parkedIn);
  const sent = await kafka.consume(topic);
  return {
    topic,
    parkedIn,
    kafka,
    client,
    strategy,
    parked,
    sent,
    async close() {
      await strategy.close();
      await client.onApplicationShutdown();
      await kafka.close();
    },
  };
}
