import { z } from 'zod';
import { fault } from '../fault';

export const retryStorm = fault({
  id: 'retry-storm',
  title:
    'checkout does not wait for Kafka, and sends each event up to five times: the work of payment multiplies.',
  component: 'checkout',
  where: 'payment',
  parameters: z.object({}),
  signal: { query: 'duplicateRate', with: { service: 'payment' }, direction: 'above', atLeast: 2 },
  skill: 'Tell work that customers ask for from work that services make for each other.',
  cause: 'configuration',
  mitigation: { action: 'rollback', part: 'checkout' },
  mechanism: 'lab',
});
