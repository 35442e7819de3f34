import { kafkaBrokers, nodeService } from './node-service.ts';

export const payment = nodeService({
  name: 'payment',
  summary: 'Charges and refunds',
  needs: ['postgres', 'kafka'],
  env: (lab) => ({
    ACQUIRER_URL: lab.url('acquirer'),
    DATABASE_URL: lab.databaseUrl('payment'),
    KAFKA_BROKERS: kafkaBrokers(lab),
  }),
});
