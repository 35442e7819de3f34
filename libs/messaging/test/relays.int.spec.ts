import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@webstore/contracts';
import { eventually, type FreshDatabase, freshDatabase } from '@webstore/testing';
import fc from 'fast-check';
import { KafkaJSNonRetriableError, type Message } from 'kafkajs';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  CreateMessagingTables1760000000000,
  InboxMessage,
  type KafkaClient,
  Outbox,
  OutboxMessage,
} from '../src';
import { InboxPurge } from '../src/inbox/inbox-purge';
import { OutboxRelay } from '../src/outbox/outbox-relay';

type Sent = { key: string; number: number };

describe('relays on a real database', () => {
  let db: FreshDatabase;
  let source: DataSource;
  let relays: OutboxRelay[] = [];
  const outbox = new Outbox();

  beforeAll(async () => {
    db = await freshDatabase('relays');
    source = new DataSource({
      type: 'postgres',
      url: db.url,
      entities: [InboxMessage, OutboxMessage],
      migrationsRun: true,
      migrations: [CreateMessagingTables1760000000000],
    });
    await source.initialize();
  });
  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.beforeApplicationShutdown()));
    relays = [];
    await source.query('TRUNCATE outbox_messages');
  });
  afterAll(async () => {
    await source.destroy();
    await db.drop();
  });

  /** Two instances of a service, with any publish function. */
  function startRelays(publish: (message: Message) => Promise<void>, check = async () => undefined) {
    const kafka = {
      service: 'test',
      check,
      publish: (_topic: string, message: Message) => publish(message),
    } as unknown as KafkaClient;
    relays = [1, 2].map(() => new OutboxRelay(source, kafka, {}));
    for (const relay of relays) relay.onApplicationBootstrap();
  }

  const add = (manager: DataSource['manager'], key: string, number: number) =>
    outbox.add(manager, topics.paymentSettled, key, { orderId: key, number } as never);
  const sentIn = ({ key, value }: Message): Sent => ({
    key: String(key),
    number: (JSON.parse(String(value)) as Sent).number,
  });
  const of = (sent: Sent[], key: string) => sent.filter((one) => one.key === key).map(({ number }) => number);
  const waiting = () => source.manager.countBy(OutboxMessage, {});

  it('send the events of a key in the order of its transactions, for any interleaving', async () => {
    const sent: Sent[] = [];
    startRelays(async (message) => {
      // Not a wait: it varies the order of concurrent publications, as the pauses below vary that of commits.
      await pause(Math.random() * 3);
      sent.push(sentIn(message));
    });
    const keys = ['a', 'b', 'c'].map((name) => `${name}-${randomUUID()}`);
    const committed = new Map<string, number[]>(keys.map((key) => [key, []]));
    const delays = fc.sample(
      fc.record({ key: fc.constantFrom(...keys), before: fc.nat(5), after: fc.nat(15) }),
      90,
    );
    await Promise.all(
      delays.map(async ({ key, before, after }, number) => {
        await pause(before);
        await source.transaction(async (manager) => {
          await add(manager, key, number);
          // The holder of a key's lock commits before the next transaction gets a number.
          committed.get(key)!.push(number);
          await pause(after);
        });
      }),
    );
    await eventually(() => expect(sent).toHaveLength(90), { timeoutMs: 60_000 });
    for (const key of keys) expect(of(sent, key)).toEqual(committed.get(key));
  }, 90_000);

  it('hold back a later event of a key, and only of that key, while an earlier one is not committed', async () => {
    const sent: Sent[] = [];
    startRelays(async (message) => void sent.push(sentIn(message)));
    const [key, other] = [randomUUID(), randomUUID()];
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    await add(runner.manager, key, 1);
    const second = source.transaction((manager) => add(manager, key, 2));
    await source.transaction((manager) => add(manager, other, 3));
    await eventually(() => expect(of(sent, other)).toEqual([3]));
    expect(of(sent, key)).toEqual([]);
    await runner.commitTransaction();
    await runner.release();
    await second;
    await eventually(() => expect(of(sent, key)).toEqual([1, 2]));
  });

  it('lose nothing during a Kafka outage, and send in order afterwards', async () => {
    const sent: Sent[] = [];
    let isDown = true;
    let refused = 0;
    const down = async () => {
      if (isDown) throw new Error('connect ECONNREFUSED');
      return undefined;
    };
    startRelays(async (message) => {
      refused++;
      await down();
      sent.push(sentIn(message));
    }, down);
    const key = randomUUID();
    for (const number of [1, 2, 3, 4, 5]) await source.transaction((manager) => add(manager, key, number));
    await eventually(() => expect(refused).toBeGreaterThan(5));
    expect(sent).toEqual([]);
    expect(await waiting()).toBe(5);
    isDown = false;
    await eventually(() => expect(of(sent, key)).toEqual([1, 2, 3, 4, 5]));
  });

  it('are not blocked by an event that the broker refuses: its key waits, the others continue', async () => {
    const sent: Sent[] = [];
    const [bad, good] = [randomUUID(), randomUUID()];
    startRelays(async (message) => {
      if (sentIn(message).number === 13 && String(message.key) === bad)
        throw new KafkaJSNonRetriableError('The request included a message larger');
      sent.push(sentIn(message));
    });
    await source.transaction(async (manager) => {
      for (const number of [12, 13, 14]) await add(manager, bad, number);
    });
    for (let number = 0; number < 120; number++) {
      await source.transaction((manager) => add(manager, good, number));
    }
    await eventually(() => expect(of(sent, good)).toHaveLength(120));
    expect(of(sent, bad)).toEqual([12]);
  });

  it('let no later event overtake a refused one, even if the rest of the batch is slow', async () => {
    const sent: Sent[] = [];
    const [bad, slow] = [randomUUID(), randomUUID()];
    const realNow = Date.now;
    let passed = 0;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => realNow() + passed);
    let refusing = true;
    startRelays(async (message) => {
      // Longer than the first refusal lasts.
      if (String(message.key) === slow) passed += 6_000;
      if (sentIn(message).number === 1 && refusing)
        throw new KafkaJSNonRetriableError('The request included a message larger');
      sent.push(sentIn(message));
    });
    await source.transaction(async (manager) => {
      await add(manager, bad, 1);
      await add(manager, slow, 0);
      await add(manager, bad, 2);
    });
    await eventually(() => expect(of(sent, slow)).toEqual([0]));
    await eventually(async () => expect(await waiting()).toBe(3));
    expect(of(sent, bad)).toEqual([]);
    refusing = false;
    passed += 600_000;
    await eventually(() => expect(of(sent, bad)).toEqual([1, 2]));
    clock.mockRestore();
  });

  it('delete inbox rows of messages that Kafka no longer retains', async () => {
    await source.query(`
      INSERT INTO inbox_messages (id, handled_at)
      SELECT 'old-' || n, now() - interval '9 days' FROM generate_series(1, 5001) AS n`);
    await source.query(
      `INSERT INTO inbox_messages (id, handled_at) VALUES ('young', now() - interval '7 days')`,
    );
    const sut = new InboxPurge(source);
    sut.onApplicationBootstrap();
    await eventually(async () => expect(await source.manager.countBy(InboxMessage, {})).toBe(1));
    await sut.beforeApplicationShutdown();
  });
});
