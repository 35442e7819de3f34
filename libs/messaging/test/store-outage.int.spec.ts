import { randomUUID } from 'node:crypto';
import { eventually, type FreshDatabase, freshDatabase, freshRedis } from '@webstore/testing';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreateMessagingTables1760000000000, InboxMessage, OutboxMessage } from '../src';
import type { Inbox } from '../src/inbox/inbox';
import { PostgresInbox } from '../src/inbox/postgres-inbox';
import { RedisInbox } from '../src/inbox/redis-inbox';
import { startConsumer } from './consumer';
import { Gate } from './gate';

interface Store {
  readonly gate: Gate;
  readonly inbox: Inbox<unknown>;
  check(): Promise<unknown>;
  close(): Promise<void>;
}

const target = (url: string) => ({ host: new URL(url).hostname, port: Number(new URL(url).port) });
const through = (url: string, port: number) =>
  Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).toString();

async function postgres(db: FreshDatabase): Promise<Store> {
  const gate = new Gate(target(db.url));
  const source = new DataSource({
    type: 'postgres',
    url: through(db.url, await gate.open()),
    entities: [InboxMessage, OutboxMessage],
    migrations: [CreateMessagingTables1760000000000],
    migrationsRun: true,
    extra: { connectionTimeoutMillis: 1_000, query_timeout: 1_000 },
  });
  await source.initialize();
  return {
    gate,
    inbox: new PostgresInbox(source) as Inbox<unknown>,
    check: () => source.query('SELECT 1'),
    close: () => source.destroy(),
  };
}

async function redis(url: string): Promise<Store> {
  const gate = new Gate(target(url));
  const options = { commandTimeout: 500, maxRetriesPerRequest: 1, retryStrategy: () => 100 };
  const client = new Redis(through(url, await gate.open()), options);
  client.on('error', () => undefined);
  const inbox = new RedisInbox(client, randomUUID());
  return {
    gate,
    inbox: inbox as Inbox<unknown>,
    check: () => client.ping(),
    async close() {
      await inbox.onApplicationShutdown();
      client.disconnect();
    },
  };
}

describe('during an outage of the inbox store', () => {
  let db: FreshDatabase;
  let redisUrl: string;
  const stores = { postgres: () => postgres(db), redis: () => redis(redisUrl) };

  beforeAll(async () => {
    db = await freshDatabase('outage');
    redisUrl = (await freshRedis()).url;
  });
  afterAll(() => db.drop());

  it.each([
    ['postgres', 'down'],
    ['postgres', 'frozen'],
    ['redis', 'down'],
    ['redis', 'frozen'],
  ] as const)(
    '%s %s: messages wait, and each is handled once afterwards',
    async (name, how) => {
      const store = await stores[name]();
      const handled: string[] = [];
      const sut = await startConsumer(
        async (event, context) => context.once(() => void handled.push((event as { id: string }).id)),
        // Attempts for a tenth of a second: far less than the outage.
        { attempts: 4, firstPauseMs: 10, dependencies: [{ name, check: store.check }] },
        store.inbox,
      );
      const ids = [0, 1, 2, 3].map(() => randomUUID());
      const send = (id: string, partition: number) =>
        sut.kafka.publish(sut.topic, id, { id }, { ce_id: id }, partition);
      await send(ids[0]!, 0);
      await eventually(() => expect(handled).toEqual([ids[0]]));

      if (how === 'down') await store.gate.close();
      else store.gate.freeze(true);
      for (const [partition, id] of ids.entries()) await send(id, partition);
      const [, partitions] = sut.strategy.checks();
      await eventually(() => expect(partitions!.check()).rejects.toThrow(`waits for ${name}`));
      if (how === 'down') await store.gate.open();
      else store.gate.freeze(false);

      await eventually(() => expect(handled.toSorted()).toEqual(ids.toSorted()));
      await expect.poll(() => partitions!.check().then(() => 'none'), { timeout: 20_000 }).toBe('none');
      expect(sut.parked).toEqual([]);
      await sut.close();
      await store.close();
      await store.gate.close();
    },
    60_000,
  );
});
