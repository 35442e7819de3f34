import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Product, Reservation, Stock } from '@webstore/contracts';
import { readConfig, Sessions, webAdapter } from '@webstore/http';
import { KafkaStrategy } from '@webstore/messaging';
import { freshDatabase, freshRedis, testKafka } from '@webstore/testing';
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { AppModule } from '../src/app.module';
import { type Config, configSchema } from '../src/config';

export const sessionKey = 'the key of this test, of 256 bits and more';
export const tokens = {
  user: 'user-token-123',
  admin: 'admin-token-456',
  tester: 'test-token-789',
  synthetic: 'synthetic-token-000',
};

/** The token of a customer. */
export const customer = (id: string) => new Sessions(sessionKey).open(id).token;

/** The complete service on real PostgreSQL, Redis and Kafka, without a listening port. The sweeps run only if called. */
export async function runningCatalog(overrides: Partial<Config> = {}) {
  const [database, redis, kafka] = await Promise.all([freshDatabase('catalog'), freshRedis(), testKafka()]);
  const config = readConfig(configSchema, {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    KAFKA_BROKERS: kafka.brokers.join(),
    USER_TOKEN: tokens.user,
    ADMIN_TOKEN: tokens.admin,
    TEST_TOKEN: tokens.tester,
    SYNTHETIC_TOKEN: tokens.synthetic,
    SESSION_KEY: sessionKey,
    EXPIRE_EVERY_MS: '3600000',
    RESTOCK_EVERY_MS: '3600000',
  });
  const root = AppModule.with({ ...config, ...overrides });
  const app = await NestFactory.create<NestFastifyApplication>(root, webAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.connectMicroservice({ strategy: app.get(KafkaStrategy) }, { inheritAppConfig: true });
  await app.startAllMicroservices();
  await app.init();

  const call = async (
    method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    token?: string,
    body?: object,
  ) => {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    return app.inject({ method, url, headers, payload: body });
  };

  return {
    app,
    kafka,
    call,
    /** Adds a product with the given stock. @returns its id */
    async product(stock: number): Promise<string> {
      const id = `test-${randomUUID().slice(0, 8)}`;
      const body = {
        id,
        name: `Thing ${id}`,
        description: 'A thing',
        category: 'toys',
        priceCents: 1_000,
        stock,
      };
      expect((await call('POST', '/products', tokens.admin, body)).statusCode).toBe(201);
      return id;
    },
    async available(id: string): Promise<number> {
      return (await call('GET', `/products/${id}`)).json<Product>().available;
    },
    reserve(orderId: string, ...lines: [productId: string, quantity: number][]) {
      const body = { lines: lines.map(([productId, quantity]) => ({ productId, quantity })) };
      return call('PUT', `/reservations/${orderId}`, tokens.user, body);
    },
    async state(orderId: string): Promise<Reservation['state']> {
      return (await call('GET', `/reservations/${orderId}`, tokens.tester)).json<Reservation>().state;
    },
    async stock(id: string): Promise<Stock> {
      const all = (await call('GET', '/stock', tokens.tester)).json<Stock[]>();
      return all.find(({ productId }) => productId === id) as Stock;
    },
    /** Checks the invariant of the stock totals for every product. */
    async expectBalance(): Promise<void> {
      for (const stock of (await call('GET', '/stock', tokens.tester)).json<Stock[]>()) {
        expect(stock.onHand + stock.sold, stock.productId).toBe(stock.seeded + stock.restocked);
        expect(stock.reserved, stock.productId).toBeGreaterThanOrEqual(0);
        expect(stock.onHand, stock.productId).toBeGreaterThanOrEqual(stock.reserved);
      }
    },
    async close(): Promise<void> {
      await app.close();
      await kafka.close();
      await database.drop();
    },
  };
}

export type RunningCatalog = Awaited<ReturnType<typeof runningCatalog>>;
