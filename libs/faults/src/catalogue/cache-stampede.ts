import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const cacheStampede = fault({
  id: 'cache-stampede',
  title:
    'All entries of the catalog cache expire at the same moment, every $everySeconds seconds; the next requests query the database all at once.',
  component: 'catalog',
  where: 'catalog',
  parameters: z.object({ everySeconds: z.coerce.number().int().min(1).max(2).default(1) }),
  signal: { query: 'cacheHits', direction: 'below', atLeast: 0.3 },
  skill: 'Detect load that comes in waves, and the cache that causes them.',
  cause: 'configuration',
  mitigation: { action: 'rollback', part: 'catalog' },
  mechanism: 'lab',
  works: everywhere,
});
