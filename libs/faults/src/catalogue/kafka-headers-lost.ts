import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const kafkaHeadersLost = fault({
  id: 'kafka-headers-lost',
  title: 'checkout publishes placed orders without trace headers, so each trace ends before payment.',
  component: 'checkout',
  where: 'payment',
  parameters: z.object({}),
  signal: { query: 'tracelessShare', with: { service: 'payment' }, direction: 'above', atLeast: 0.5 },
  skill: 'Detect that traces break at a hop that works, and find which side lost the context.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: 'checkout' },
  mechanism: 'lab',
  works: everywhere,
});
