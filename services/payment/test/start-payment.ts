import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Sessions, webAdapter } from '@webstore/http';
import { KafkaStrategy } from '@webstore/messaging';
import { freshDatabase } from '@webstore/testing';
import { AppModule } from '../src/app.module';

export const adminToken = 'admin-token-456';
export const sessionKey = 'the key of this test, of 256 bits and more';
export const sessions = new Sessions(sessionKey);
export const databasePoolSize = 20;

/** Starts the service like `main.ts`, with its own database and a free port. */
export async function startPayment(acquirerUrl: string, kafkaBrokers: string[]) {
  const database = await freshDatabase('payment');
  const root = AppModule.with({
    host: '127.0.0.1',
    port: 0,
    userToken: 'user-token-123',
    adminToken,
    testToken: 'test-token-789',
    syntheticToken: 'synthetic-token-000',
    sessionKey,
    corsOrigins: ['http://127.0.0.1:3001'],
    httpAllowedHosts: [],
    kafkaBrokers,
    databaseUrl: database.url,
    databasePoolSize,
    flagsFile: '',
    acquirerUrl,
    acquirerTimeoutMs: 1_000,
    messageAttempts: 6,
    messagePauseMs: 200,
    unansweredAfterMs: 20 * 60_000,
    sweepEveryMs: 3_600_000,
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, webAdapter(), {
    logger: ['fatal'],
    abortOnError: false,
  });
  app.connectMicroservice({ strategy: app.get(KafkaStrategy) }, { inheritAppConfig: true });
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return {
    app,
    url,
    get: (path: string, token = adminToken) =>
      fetch(url + path, { headers: { authorization: `Bearer ${token}` } }),
    async stop() {
      await app.close();
      await database.drop();
    },
  };
}
