import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Cart, demoCustomerId, type OrderCompleted, topics } from '@webstore/contracts';
import { readConfig, Sessions, webAdapter } from '@webstore/http';
import { KafkaStrategy } from '@webstore/messaging';
import { anOrderCompleted, freshRedis, testKafka } from '@webstore/testing';
import { AppModule } from '../src/app.module';
import { configSchema } from '../src/config';
import { catalogStub } from './fake-catalog';

export const sessionKey = 'the key of this test, of 256 bits and more';
export const sessions = new Sessions(sessionKey);
export const tokens = {
  user: 'user-token-123',
  tester: 'test-token-789',
  admin: 'admin-token-456',
  synthetic: 'synthetic-token-000',
  other: sessions.open('cus-fr-003').token,
};

/** The complete service on real Redis and Kafka, with a fake catalog, without a listening port. */
export async function runningCart() {
  const [redis, kafka, catalog] = await Promise.all([freshRedis(), testKafka(), catalogStub()]);
  const config = readConfig(configSchema, {
    REDIS_URL: redis.url,
    CATALOG_URL: catalog.url,
    KAFKA_BROKERS: kafka.brokers.join(),
    USER_TOKEN: tokens.user,
    ADMIN_TOKEN: tokens.admin,
    TEST_TOKEN: tokens.tester,
    SYNTHETIC_TOKEN: tokens.synthetic,
    SESSION_KEY: sessionKey,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), webAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.connectMicroservice({ strategy: app.get(KafkaStrategy) }, { inheritAppConfig: true });
  await app.startAllMicroservices();
  await app.init();

  const call = async (
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    url: string,
    body?: object,
    token = tokens.user,
  ) => app.inject({ method, url, headers: { authorization: `Bearer ${token}` }, payload: body });

  return {
    app,
    kafka,
    catalog,
    call,
    put: (id: string, productId: string, quantity: number) =>
      call('PUT', `/carts/${id}/items/${productId}`, { quantity }),
    find: async (id: string) => (await call('GET', `/carts/${id}`)).json<Cart>(),
    /** Opens a cart with the given quantities by product. */
    async cart(quantities: Record<string, number>): Promise<string> {
      const { id } = (await call('POST', '/carts')).json<Cart>();
      for (const [productId, quantity] of Object.entries(quantities)) await this.put(id, productId, quantity);
      return id;
    },
    /** Publishes order-completed for this cart. The message key is the cart id here, to keep a cart's events in order. */
    async complete(
      cartId: string,
      quantities: Record<string, number>,
      { orderId = randomUUID(), id = randomUUID() } = {},
    ) {
      const lines = Object.entries(quantities).map(([productId, quantity]) => ({
        productId,
        quantity,
        unitPriceCents: 1,
      }));
      const event: OrderCompleted = anOrderCompleted({ orderId, cartId, lines, customerId: demoCustomerId });
      await kafka.publish(topics.orderCompleted, cartId, event, { ce_id: id });
    },
    async close(): Promise<void> {
      await app.close();
      await kafka.close();
      await catalog.close();
    },
  };
}

export type RunningCart = Awaited<ReturnType<typeof runningCart>>;
