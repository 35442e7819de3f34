import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const logFlood = fault({
  id: 'log-flood',
  title: '$part logs every database query, and does not limit repeated lines.',
  component: '$part',
  where: '$part',
  parameters: z.object({ part: z.enum(['catalog', 'checkout', 'payment']).default('checkout') }),
  signal: {
    query: 'linesLeftOut',
    with: { service: '$part', result: 'written' },
    direction: 'above',
    atLeast: 20,
  },
  skill: 'Find the service that floods the logs, and see how this slows down a search.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: '$part' },
  mechanism: 'lab',
  works: everywhere,
});
