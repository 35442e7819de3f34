import { randomUUID } from 'node:crypto';
import { Catch, Controller, type ExceptionFilter, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { Ctx, EventPattern, type MicroserviceOptions, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type PaymentSettled, paymentSettled, topics } from '@webstore/contracts';
import {
  eventually,
  type FreshDatabase,
  freshDatabase,
  type ReceivedMessage,
  type TestKafka,
  testKafka,
} from '@webstore/testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CreateMessagingTables1760000000000,
  deadLetterHeaders,
  EventPipe,
  InboxMessage,
  KafkaStrategy,
  MessageContext,
  MessagingModule,
  Outbox,
  OutboxMessage,
} from '../src';

const settled = (orderId: string = randomUUID()): PaymentSettled => ({
  orderId,
  captureId: 'cap-1',
  amountCents: 100,
  currency: 'EUR',
});

const seen: string[] = [];
const failOnce = new Set<string>();

/** Does what @webstore/http's filter does outside HTTP. Without it, Nest hides the error from the strategy. */
@Catch()
class RethrowFilter implements ExceptionFilter {
  catch(error: unknown): never {
    throw error;
  }
}

@Controller()
class PaymentSettledConsumer {
  @EventPattern(topics.paymentSettled)
  async handle(
    @Payload(new EventPipe(paymentSettled)) event: PaymentSettled,
    @Ctx() message: MessageContext,
  ) {
    await message.once(async (manager) => {
      await manager.query('SELECT 1');
      if (failOnce.delete(event.orderId)) throw new Error('the database hiccuped');
      seen.push(event.orderId);
    });
  }
}

describe('messaging on real PostgreSQL and Kafka', () => {
  let db: FreshDatabase;
  let kafka: TestKafka;
  let close: () => Promise<void>;
  let outbox: Outbox;
  let source: DataSource;
  let parked: ReceivedMessage[];
  let arrived: ReceivedMessage[];

  beforeAll(async () => {
    db = await freshDatabase('messaging');
    kafka = await testKafka();
    const service = `test-${randomUUID().slice(0, 8)}`;

    @Module({
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: db.url,
          entities: [InboxMessage, OutboxMessage],
          migrations: [CreateMessagingTables1760000000000],
          migrationsRun: true,
        }),
        MessagingModule.withPostgres({
          service,
          brokers: kafka.brokers,
          produces: [topics.paymentSettled],
          // With this short timeout, the tests also cover repeated sends.
          publishTimeoutMs: 1,
        }),
      ],
      controllers: [PaymentSettledConsumer],
      providers: [{ provide: APP_FILTER, useClass: RethrowFilter }],
    })
    class AppModule {}

    const testing = await Test.createTestingModule({ imports: [AppModule] }).compile();
    const app = testing.createNestApplication(new FastifyAdapter());
    app.connectMicroservice<MicroserviceOptions>(
      { strategy: app.get(KafkaStrategy) },
      { inheritAppConfig: true },
    );
    await app.startAllMicroservices();
    await app.init();
    outbox = app.get(Outbox);
    source = app.get(DataSource);
    parked = await kafka.consume(`${topics.paymentSettled}.${service}.dlq`);
    arrived = await kafka.consume(topics.paymentSettled);
    close = () => app.close();
  });

  afterAll(async () => {
    await close?.();
    await kafka?.close();
    await db?.drop();
  });

  const times = (orderId: string) => seen.filter((id) => id === orderId).length;
  const publishedCount = () => source.manager.countBy(OutboxMessage, {});

  it('delivers an event of a committed transaction to its consumer', async () => {
    const event = settled();
    await source.transaction((manager) => outbox.add(manager, topics.paymentSettled, event.orderId, event));
    await eventually(() => expect(times(event.orderId)).toBe(1));
  });

  it('sends again without a timely acknowledgement, and each event is still handled once', async () => {
    const events = Array.from({ length: 5 }, () => settled());
    await source.transaction(async (manager) => {
      for (const event of events) await outbox.add(manager, topics.paymentSettled, event.orderId, event);
    });
    const arrivals = () => {
      const orders = events.map(({ orderId }) => orderId);
      return arrived.filter(({ key }) => orders.includes(key)).length;
    };
    await eventually(() => expect(arrivals()).toBeGreaterThan(events.length));
    await eventually(() => expect(events.map(({ orderId }) => times(orderId))).toEqual([1, 1, 1, 1, 1]));
  });

  it('publishes no event of a transaction that rolled back', async () => {
    const before = await publishedCount();
    const event = settled();
    const rolledBack = source.transaction(async (manager) => {
      await outbox.add(manager, topics.paymentSettled, event.orderId, event);
      throw new Error('changed my mind');
    });
    await expect(rolledBack).rejects.toThrow('changed my mind');
    expect(await publishedCount()).toBe(before);
  });

  it('handles an event once when it arrives twice', async () => {
    const event = settled();
    const headers = { ce_id: randomUUID() };
    await kafka.publish(topics.paymentSettled, event.orderId, event, headers);
    await kafka.publish(topics.paymentSettled, event.orderId, event, headers);
    const last = settled(event.orderId);
    await kafka.publish(
      topics.paymentSettled,
      event.orderId,
      { ...last, captureId: 'later' },
      { ce_id: randomUUID() },
    );
    await eventually(() => expect(times(event.orderId)).toBe(2));
  });

  it('rolls back and retries if a handler fails', async () => {
    const event = settled();
    failOnce.add(event.orderId);
    await kafka.publish(topics.paymentSettled, event.orderId, event, { ce_id: randomUUID() });
    await eventually(() => expect(times(event.orderId)).toBe(1));
  });

  it('parks a malformed event with cause and origin, and the partition continues', async () => {
    const orderId = randomUUID();
    const id = randomUUID();
    await kafka.publish(topics.paymentSettled, orderId, { orderId, amountCents: 'many' }, { ce_id: id });
    await kafka.publish(topics.paymentSettled, orderId, settled(orderId), { ce_id: randomUUID() });
    await eventually(() => expect(times(orderId)).toBe(1));
    const letter = await eventually(() => {
      const found = parked.find(({ headers }) => headers.ce_id === id);
      if (!found) throw new Error('not parked yet');
      return found;
    });
    expect(letter.headers[deadLetterHeaders.cause]).toMatch(/^invalid_request: .*amountCents/);
    expect(letter.headers[deadLetterHeaders.topic]).toBe(topics.paymentSettled);
    expect(letter.key).toBe(orderId);
  });
});
