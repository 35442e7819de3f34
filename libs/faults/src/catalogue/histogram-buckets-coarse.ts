import { z } from 'zod';
import { fault } from '../fault';

export const histogramBucketsCoarse = fault({
  id: 'histogram-buckets-coarse',
  title:
    '$part counts the times of its requests in buckets that begin at 5 seconds, as if they were milliseconds: every quantile is wrong.',
  component: '$part',
  where: '$part',
  parameters: z.object({ part: z.enum(['catalog', 'cart', 'checkout']).default('catalog') }),
  signal: { query: 'timeAgainstMean', with: { service: '$part' }, direction: 'above', atLeast: 20 },
  skill: 'Hold a quantile against the mean and a trace: it is a guess within one bucket, and they are not.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: '$part' },
  mechanism: 'lab',
});
