import { z } from 'zod';
import { fault } from '../fault';

export const poolExhausted = fault({
  id: 'pool-exhausted',
  title: '$part may have $size connections to its database, and its requests queue for them.',
  component: '$part',
  where: '$part',
  parameters: z.object({
    part: z.enum(['checkout', 'catalog']).default('checkout'),
    size: z.coerce.number().int().min(1).max(2).default(1),
  }),
  // How long they wait depends on how many come: of four orders a second it is a few milliseconds, once the process is warm.
  signal: { query: 'connectionsMax', with: { service: '$part' }, direction: 'below', atLeast: 10 },
  skill: 'Tell a slow database from a fast one that nobody gets through to.',
  cause: 'configuration',
  mitigation: { action: 'rollback', part: '$part' },
  mechanism: 'lab',
});
