import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { accessOf, type AccessRow, apiDocument, readConfig } from '@webstore/http';
import { services } from '@webstore/lab-core/clients/services.ts';
import type { LoadService } from '../services/load-service.ts';

/** The services with an API of their own. The bank is external, and uses no tokens. */
export const apis = [...services, 'pager', 'synthetic'] as const;

/** Valid values for services that are inspected and never started. */
const environment: NodeJS.ProcessEnv = {
  USER_TOKEN: 'user-token',
  ADMIN_TOKEN: 'admin-token',
  TEST_TOKEN: 'test-token',
  SYNTHETIC_TOKEN: 'synthetic-token',
  PAGER_TOKEN: 'a-token-of-the-pager',
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

/** The routes of a service with their permitted callers. */
export interface ServiceAccess {
  service: string;
  rows: AccessRow[];
}

/** The permitted callers of all services, from their OpenAPI documents. */
export async function accessOfServices(load: LoadService): Promise<ServiceAccess[]> {
  const services: ServiceAccess[] = [];
  for (const service of apis) services.push({ service, rows: await accessOfService(service, load) });
  return services;
}

/** Nest's preview mode opens no connection. */
async function accessOfService(service: string, load: LoadService): Promise<AccessRow[]> {
  const { AppModule, configSchema } = await load(service);
  const module = AppModule.with(readConfig(configSchema, environment));
  const options = { preview: true, logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), options);
  return accessOf(apiDocument(app, { title: service, version: '0' }));
}
