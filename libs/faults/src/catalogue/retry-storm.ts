import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const retryStorm = fault({
  id: 'retry-storm',
  title:
    'checkout does not wait for Kafka and sends each event up to five times, which multiplies the work of payment.',
  component: 'checkout',
  where: 'payment',
  parameters: z.object({}),
  signal: { query: 'duplicateRate', with: { service: 'payment' }, direction: 'above', atLeast: 2 },
  skill: 'Distinguish the requests of customers from the retries of services.',
  cause: 'configuration',
  mitigation: { action: 'rollback', part: 'checkout' },
  mechanism: 'lab',
  works: everywhere,
});
