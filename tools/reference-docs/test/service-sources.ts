import { join, resolve } from 'node:path';
import { vi } from 'vitest';
import type { LoadedService, LoadService } from '../src/services/load-service.ts';

const services = resolve(import.meta.dirname, '../../../services');

/** The service's sources, so that no stale build can pass. */
export const serviceSources: LoadService = async (service) => {
  const folder = join(services, service, 'src');
  vi.resetModules();
  const { AppModule } = (await import(join(folder, 'app.module.ts'))) as Pick<LoadedService, 'AppModule'>;
  const { configSchema } = (await import(join(folder, 'config.ts'))) as Pick<LoadedService, 'configSchema'>;
  return { AppModule, configSchema, telemetry: await vi.importActual('@webstore/telemetry') };
};
