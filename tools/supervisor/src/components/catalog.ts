import { flagsFile } from '@webstore/lab-core/clients/flags.ts';
import { kafkaBrokers, nodeService, redisUrl } from './launching/node-service.ts';

export const catalog = nodeService({
  service: 'catalog',
  summary: 'Products, search and stock',
  needs: ['postgres', 'redis', 'kafka'],
  env: (lab) => ({
    SESSION_KEY: lab.sessionKey(),
    DATABASE_URL: lab.databaseUrl('catalog'),
    REDIS_URL: redisUrl(lab),
    KAFKA_BROKERS: kafkaBrokers(lab),
    FLAGS_FILE: flagsFile(lab),
  }),
});
