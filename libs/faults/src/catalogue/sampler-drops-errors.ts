import { z } from 'zod';
import { fault } from '../fault';

export const samplerDropsErrors = fault({
  id: 'sampler-drops-errors',
  title:
    'The sampler keeps only the traces of the most expensive orders; it drops those of errors, declines and slow orders.',
  component: 'jaeger',
  where: 'jaeger',
  parameters: z.object({}),
  signal: { query: 'tracesKeptShare', direction: 'below', atLeast: 0.15 },
  skill: 'Detect that the traces of exemplars are missing, and check the sampler.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: 'jaeger' },
  mechanism: 'lab',
  works: {
    native: true,
    containers: 'In containers Alloy is the sampler, and this fault changes the configuration of Jaeger.',
  },
});
