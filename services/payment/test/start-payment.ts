import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { webAdapter } from '@webstore/http';
import { KafkaStrategy } from '@webstore/messaging';
import { freshDatabase } from '@webstore/testing';
import { AppModule } from '../src/app.module';

export const adminToken = 'admin-token-456';
export const databasePoolSize = 20;

/** The service as `main.ts` starts it, on a database of its own and a free port. */
export async function startPayment(acquirerUrl: string, kafkaBrokers: string[]) {
  const database = await freshDatabase('payment');
  const root = AppModule.with({
    host: '127.0.0.1',
    port: 0,
    userToken: 'user-token-123',
    adminToken,
    testToken: 'test-token-789',
    syntheticToken: 'synthetic-token-000',
    corsOrigins: ['http://127.0.0.1:3001'],
    kafkaBrokers,
    databaseUrl: database.url,
    databasePoolSize,
    flagsFile: '',
    acquirerUrl,
    acquirerTimeoutMs: 1_000,
    messageAttempts: 6,
    messagePauseMs: 200,
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
    get: (path: string) => fetch(url + path, { headers: { authorization: `Bearer ${adminToken}` } }),
    async stop() {
      await app.close();
      await database.drop();
    },
  };
}
