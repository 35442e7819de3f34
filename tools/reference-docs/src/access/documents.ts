import { join } from 'node:path';
import { type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { accessOf, type AccessRow, apiDocument, readConfig } from '@webstore/http';
import { vi } from 'vitest';
import type { z } from 'zod';

/** The services with an API of their own. The bank is external, and uses no tokens. */
export const apis = ['catalog', 'cart', 'checkout', 'payment', 'pager', 'synthetic'] as const;

/** Valid values for services that are inspected and never started. */
const environment: NodeJS.ProcessEnv = {
  ...{ USER_TOKEN: 'user-token', ADMIN_TOKEN: 'admin-token', TEST_TOKEN: 'test-token' },
  ...{ SYNTHETIC_TOKEN: 'synthetic-token', PAGER_TOKEN: 'a-token-of-the-pager' },
  SESSION_KEY: 'a key of no lab, of 256 bits and more',
  KAFKA_BROKERS: '127.0.0.1:1',
  DATABASE_URL: 'postgres://127.0.0.1:1/none',
  REDIS_URL: 'redis://127.0.0.1:1',
  ESCALATION_FILE: 'none',
  ...Object.fromEntries(
    ['CATALOG', 'CART', 'CHECKOUT', 'ACQUIRER', 'ALERTMANAGER', 'PROMETHEUS'].map((name) => [
      `${name}_URL`,
      'http://127.0.0.1:1',
    ]),
  ),
};

interface AppModule {
  AppModule: { with(config: unknown): DynamicModule };
}
interface Config {
  configSchema: z.ZodObject;
}

/**
 * The permitted callers of a service's routes, from its OpenAPI document. Nest's preview mode opens no
 * connection.
 */
export async function accessOfService(service: string, root: string): Promise<AccessRow[]> {
  const folder = join(root, 'services', service, 'src');
  // Each service registers its own metrics, some with the same name.
  vi.resetModules();
  const { AppModule } = (await import(join(folder, 'app.module.ts'))) as AppModule;
  const { configSchema } = (await import(join(folder, 'config.ts'))) as Config;
  const module = AppModule.with(readConfig(configSchema, environment));
  const options = { preview: true, logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), options);
  return accessOf(apiDocument(app, { title: service, version: '0' }));
}
