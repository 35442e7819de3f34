import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const labelExplosion = fault({
  id: 'label-explosion',
  title:
    '$part labels its request metrics with the raw path and allows $size values, so every cart and every order has its own series.',
  component: '$part',
  where: '$part',
  parameters: z.object({
    part: z.enum(['cart', 'catalog', 'checkout']).default('cart'),
    size: z.coerce.number().int().min(500).max(3_000).default(1_000),
  }),
  signal: { query: 'samplesScraped', with: { service: '$part' }, direction: 'above', atLeast: 1_000 },
  skill: 'Check the cost of telemetry, and find the unbounded label.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: '$part' },
  mechanism: 'lab',
  works: everywhere,
});
