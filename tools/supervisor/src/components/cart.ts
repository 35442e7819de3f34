import { kafkaBrokers, nodeService, redisUrl } from './launching/node-service.ts';

export const cart = nodeService({
  service: 'cart',
  summary: 'Carts',
  needs: ['redis', 'kafka'],
  env: (lab) => ({
    SESSION_KEY: lab.sessionKey(),
    CATALOG_URL: lab.url('catalog'),
    REDIS_URL: redisUrl(lab),
    KAFKA_BROKERS: kafkaBrokers(lab),
  }),
});
