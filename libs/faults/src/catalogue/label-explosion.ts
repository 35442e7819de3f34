import { z } from 'zod';
import { fault } from '../fault';

export const labelExplosion = fault({
  id: 'label-explosion',
  title:
    '$part counts its requests by the path as it was asked, and lets a label have $size values: every cart and every order is series of its own.',
  component: '$part',
  where: '$part',
  parameters: z.object({
    part: z.enum(['cart', 'catalog', 'checkout']).default('cart'),
    size: z.coerce.number().int().min(500).max(3_000).default(1_000),
  }),
  signal: { query: 'samplesScraped', with: { service: '$part' }, direction: 'above', atLeast: 1_000 },
  skill: 'Ask what telemetry costs, and find the label that has no end.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: '$part' },
  mechanism: 'lab',
});
