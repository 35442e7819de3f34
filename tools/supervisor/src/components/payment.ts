import { flagsFile } from '@webstore/lab-core/clients/flags.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { kafkaBrokers, nodeService } from './launching/node-service.ts';

const alike = {
  service: 'payment' as const,
  needs: ['postgres', 'kafka'],
  env: (lab: Lab) => ({
    SESSION_KEY: lab.sessionKey(),
    ACQUIRER_URL: lab.url('acquirer'),
    DATABASE_URL: lab.databaseUrl('payment'),
    KAFKA_BROKERS: kafkaBrokers(lab),
    FLAGS_FILE: flagsFile(lab),
  }),
};

export const payment = nodeService({ summary: 'Charges and refunds', ...alike });

export const payment2 = nodeService({
  name: 'payment-2',
  summary: 'Charges and refunds, a second one in the same consumer group',
  ...alike,
});
