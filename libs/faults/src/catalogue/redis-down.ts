import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const redisDown = fault({
  id: 'redis-down',
  title: 'Redis does not run.',
  component: 'redis',
  where: 'cart',
  parameters: z.object({}),
  signal: { query: 'errorShare', with: { service: 'cart' }, direction: 'above', atLeast: 0.2 },
  skill: 'Find the dependency that two services share: one fails without it, the other is only slower.',
  cause: 'outage',
  mitigation: { action: 'restart', part: 'redis' },
  mechanism: 'lab',
  works: everywhere,
});
