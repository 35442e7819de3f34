import { z } from 'zod';
import { fault } from '../fault';

export const poolExhausted = fault({
  id: 'pool-exhausted',
  title:
    'checkout has one connection to its database, and each order asks for a second while it holds it: nobody gets any further.',
  component: 'checkout',
  where: 'checkout',
  parameters: z.object({}),
  signal: { query: 'connectionWait', with: { service: 'checkout' }, direction: 'above', atLeast: 0.5 },
  skill: 'Tell a slow database from a fast one that nobody gets through to.',
  cause: 'configuration',
  mitigation: { action: 'rollback', part: 'checkout' },
  mechanism: 'lab',
});
