import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const histogramBucketsCoarse = fault({
  id: 'histogram-buckets-coarse',
  title:
    '$part records request durations in buckets that begin at 5 seconds instead of 5 milliseconds, so every quantile is wrong.',
  component: '$part',
  where: '$part',
  parameters: z.object({ part: z.enum(['catalog', 'cart', 'checkout']).default('catalog') }),
  signal: { query: 'timeAgainstMean', with: { service: '$part' }, direction: 'above', atLeast: 20 },
  skill:
    'Compare a quantile with the mean and with a trace: a quantile is only an estimate within one bucket.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: '$part' },
  mechanism: 'lab',
  works: everywhere,
});
