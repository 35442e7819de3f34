import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { order, type OrderState, type PlaceOrder, type Topic } from '@webstore/contracts';
import { Sessions, webAdapter } from '@webstore/http';
import { KafkaStrategy } from '@webstore/messaging';
import { eventually, freshDatabase, testKafka } from '@webstore/testing';
import { DataSource } from 'typeorm';
import { expect } from 'vitest';
import { AppModule } from '../src/app.module';
import type { Config } from '../src/config';
import { openNeighbours } from './fake-upstreams';

export const sessionKey = 'the key of this test, of 256 bits and more';
export const sessions = new Sessions(sessionKey);
export const tokens = {
  user: 'user-token-123',
  other: sessions.open('cus-fr-003').token,
  admin: 'admin-token-456',
  tester: 'test-token-789',
  synthetic: 'synthetic-token-000',
};
export type Who = keyof typeof tokens;

/** Starts the service like `main.ts`, with its own database, a free port and fake upstreams. */
export async function startCheckout(deadlines: Partial<Config> = {}) {
  const [kafka, neighbours, database] = [
    await testKafka(),
    await openNeighbours(),
    await freshDatabase('checkout'),
  ];
  const root = AppModule.with({
    host: '127.0.0.1',
    port: 0,
    userToken: tokens.user,
    adminToken: tokens.admin,
    testToken: tokens.tester,
    syntheticToken: tokens.synthetic,
    sessionKey,
    corsOrigins: ['http://127.0.0.1:3001'],
    httpAllowedHosts: [],
    kafkaBrokers: kafka.brokers,
    databaseUrl: database.url,
    databasePoolSize: 20,
    replayLookup: 'before',
    cartUrl: neighbours.url,
    catalogUrl: neighbours.url,
    reservationTimeoutMs: 3_000,
    problemStatus: 'own',
    lateAfterMs: 5_000,
    cancelAfterMs: 900_000,
    sweepEveryMs: 100,
    outsideTopics: [],
    ...deadlines,
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, webAdapter(), {
    logger: ['fatal'],
    abortOnError: false,
  });
  app.connectMicroservice({ strategy: app.get(KafkaStrategy) }, { inheritAppConfig: true });
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');

  const callWith = (token: string, path: string, init: RequestInit = {}) =>
    fetch(url + path, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
  const call = (who: Who, path: string, init?: RequestInit) => callWith(tokens[who], path, init);
  /** @returns the id of the message */
  const publish = async (topic: Topic, orderId: string, event: object): Promise<string> => {
    const messageId = randomUUID();
    await kafka.publish(topic, orderId, { orderId, ...event }, { ce_id: messageId });
    return messageId;
  };
  const money = { amountCents: 4_900, currency: 'EUR' };

  const service = {
    url,
    neighbours,
    kafka,
    app,
    database: app.get(DataSource),
    call,
    callWith,
    /** Customer id of the token in an Authorization header. */
    customerOf: (authorization = '') => sessions.customerOf(authorization.replace('Bearer ', '')),
    /** A cart with two moka pots. */
    aCart(): string {
      const id = randomUUID();
      neighbours.carts.set(id, [
        { productId: 'moka-pot', quantity: 2, name: 'Moka pot', unitPriceCents: 2_450 },
      ]);
      return id;
    },
    post: (
      cartId: string,
      key: string | undefined = randomUUID(),
      customerId = 'cus-de-004',
      shown: Pick<PlaceOrder, 'expectedLines' | 'expectedTotalCents'> = {},
    ) =>
      callWith(sessions.open(customerId).token, '/orders', {
        method: 'POST',
        body: JSON.stringify({ cartId, customerId, ...shown }),
        headers: { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
      }),
    async place(customerId?: string): Promise<string> {
      const answer = await service.post(service.aCart(), undefined, customerId);
      expect(answer.status).toBe(201);
      return order.parse(await answer.json()).id;
    },
    settle: (id: string) => publish('payment.settled.v1', id, { captureId: `cap_${id}`, ...money }),
    decline: (id: string) => publish('payment.declined.v1', id, { reason: 'do_not_honour', ...money }),
    refunded: (id: string) => publish('payment.refunded.v1', id, { refundId: `ref_${id}`, ...money }),
    /** Waits until a message is in the inbox. */
    handled: (messageId: string) =>
      eventually(async () => {
        const query = 'SELECT id FROM inbox_messages WHERE id = $1';
        expect(await service.database.query(query, [messageId])).toHaveLength(1);
      }),
    waitFor: (id: string, state: OrderState) =>
      eventually(async () => {
        const known = order.parse(await (await call('tester', `/orders/${id}`)).json());
        expect(known.state).toBe(state);
        return known;
      }),
    /** The events about an order, in sequence. */
    said: async (id: string): Promise<{ topic: Topic; value: object }[]> =>
      app
        .get(DataSource)
        .query('SELECT topic, value FROM outbox_messages WHERE key = $1 ORDER BY sequence', [id]),
    topicsOf: async (id: string) => (await service.said(id)).map(({ topic }) => topic),
    async metric(series: string): Promise<number> {
      const text = await (await fetch(`${url}/metrics`)).text();
      const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
      return Number(line?.split(' ')[1]);
    },
    async stop() {
      await app.close();
      await neighbours.close();
      await kafka.close();
      await database.drop();
    },
  };
  return service;
}

export type Checkout = Awaited<ReturnType<typeof startCheckout>>;
