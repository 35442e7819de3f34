import { z } from 'zod';
import { fault } from '../fault';

export const serviceFrozen = fault({
  id: 'service-frozen',
  title: 'catalog runs and takes connections, and answers nobody.',
  component: 'catalog',
  where: 'cart',
  parameters: z.object({}),
  signal: { query: 'errorShare', with: { service: 'cart' }, direction: 'above', atLeast: 0.2 },
  skill: 'Believe the callers: who is frozen does not count its own failures.',
  cause: 'outage',
  mitigation: { action: 'restart', part: 'catalog' },
  mechanism: 'lab',
});
