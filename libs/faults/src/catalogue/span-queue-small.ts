import { shopServices } from '@webstore/contracts';
import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const spanQueueSmall = fault({
  id: 'span-queue-small',
  title: '$part queues at most $size spans for export, and drops the others.',
  component: '$part',
  where: '$part',
  parameters: z.object({
    part: z.enum(shopServices).default('catalog'),
    size: z.coerce.number().int().min(1).max(20).default(2),
  }),
  signal: { query: 'spansLost', direction: 'above', atLeast: 10 },
  skill: 'Doubt the telemetry: a missing span does not mean that the service was not called.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: '$part' },
  mechanism: 'lab',
  works: everywhere,
});
