import { z } from 'zod';
import { fault } from '../fault';

export const kafkaHeadersLost = fault({
  id: 'kafka-headers-lost',
  title: 'checkout publishes placed orders without the headers that carry the trace: it ends before payment.',
  component: 'checkout',
  where: 'payment',
  parameters: z.object({}),
  signal: { query: 'tracelessShare', with: { service: 'payment' }, direction: 'above', atLeast: 0.5 },
  skill: 'See that traces break at a hop that works, and find out which side of it lost them.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: 'checkout' },
  mechanism: 'lab',
});
