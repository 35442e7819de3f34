import { shopServices } from '@webstore/contracts';
import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const restartLoop = fault({
  id: 'restart-loop',
  title: '$part has a heap of only $heapMiB MiB, and crashes repeatedly.',
  component: '$part',
  where: '$part',
  parameters: z.object({
    part: z.enum(shopServices).default('cart'),
    heapMiB: z.coerce.number().int().min(16).max(32).default(24),
  }),
  signal: { query: 'servicesUp', with: { service: '$part' }, direction: 'below', atLeast: 0.5 },
  skill:
    'Distinguish a component that keeps crashing from one that was stopped, and read its last log lines.',
  cause: 'configuration',
  mitigation: { action: 'rollback', part: '$part' },
  mechanism: 'lab',
  works: everywhere,
});
