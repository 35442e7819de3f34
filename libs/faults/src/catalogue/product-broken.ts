import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const productBroken = fault({
  id: 'product-broken',
  title: 'The entry of $product in the cache of catalog is corrupt.',
  component: 'redis',
  where: 'catalog',
  parameters: z.object({
    product: z
      .string()
      .regex(/^[a-z0-9-]{3,64}$/)
      .default('wireless-headphones'),
  }),
  signal: {
    query: 'routeErrorShare',
    with: { service: 'catalog', method: 'GET', route: '/products/:id' },
    direction: 'above',
    atLeast: 0.005,
  },
  skill: 'Find what the few failing requests have in common, although no metric has a label for it.',
  cause: 'data',
  mitigation: { action: 'flush', part: 'redis' },
  mechanism: 'lab',
  works: everywhere,
});
