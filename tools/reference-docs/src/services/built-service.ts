import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { LoadedService, LoadService } from './load-service.ts';

const root = resolve(import.meta.dirname, '../../../..');
const isOurs = (file: string) => /\/(libs|services)\/[a-z]+\/dist\//.test(file.slice(root.length));

const loaded = new Map<string, LoadedService>();

/** The service as `nx build` compiled it. */
export const builtService: LoadService = async (service) => {
  const known = loaded.get(service) ?? load(service);
  loaded.set(service, known);
  return known;
};

function load(service: string): LoadedService {
  const require = createRequire(join(root, 'services', service, 'dist/main.js'));
  for (const file of Object.keys(require.cache).filter(isOurs)) delete require.cache[file];
  const { AppModule } = require('./app.module.js') as Pick<LoadedService, 'AppModule'>;
  const { configSchema } = require('./config.js') as Pick<LoadedService, 'configSchema'>;
  return { AppModule, configSchema, telemetry: require('@webstore/telemetry') as LoadedService['telemetry'] };
}
