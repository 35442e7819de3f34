import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const poolExhausted = fault({
  id: 'pool-exhausted',
  title:
    'checkout has one connection to its database, and each order requests a second one while it holds the first: all orders wait.',
  component: 'checkout',
  where: 'checkout',
  parameters: z.object({}),
  signal: { query: 'connectionWait', with: { service: 'checkout' }, direction: 'above', atLeast: 0.5 },
  skill: 'Distinguish a slow database from an exhausted connection pool.',
  cause: 'configuration',
  mitigation: { action: 'rollback', part: 'checkout' },
  mechanism: 'lab',
  works: everywhere,
});
