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
  skill: 'See that the exemplars of a metric lead nowhere, and ask the sampler why.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: 'jaeger' },
  mechanism: 'lab',
});
