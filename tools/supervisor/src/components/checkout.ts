import { kafkaBrokers, nodeService } from './launching/node-service.ts';

export const checkout = nodeService({
  service: 'checkout',
  summary: 'Orders',
  needs: ['postgres', 'kafka'],
  env: (lab) => ({
    SESSION_KEY: lab.sessionKey(),
    CATALOG_URL: lab.url('catalog'),
    CART_URL: lab.url('cart'),
    DATABASE_URL: lab.databaseUrl('checkout'),
    KAFKA_BROKERS: kafkaBrokers(lab),
  }),
});
