import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const lockContention = fault({
  id: 'lock-contention',
  title: 'A transaction that never ends locks stock_levels: the table can be read, but not written.',
  component: 'postgres',
  where: 'checkout',
  parameters: z.object({}),
  signal: { query: 'errorShare', with: { service: 'checkout' }, direction: 'above', atLeast: 0.2 },
  skill: 'Follow a timeout down to a query that waits, and distinguish waiting from working.',
  cause: 'resource-exhaustion',
  mitigation: { action: 'flush', part: 'postgres' },
  mechanism: 'lab',
  works: everywhere,
});
