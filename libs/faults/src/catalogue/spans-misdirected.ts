import { shopServices } from '@webstore/contracts';
import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const spansMisdirected = fault({
  id: 'spans-misdirected',
  title: '$part sends spans and log records to an address without a collector.',
  component: '$part',
  where: '$part',
  parameters: z.object({ part: z.enum(shopServices).default('cart') }),
  signal: { query: 'spansArrivedShare', with: { service: '$part' }, direction: 'below', atLeast: 0.5 },
  skill: 'Compare the telemetry that a service creates with the telemetry that arrives.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: '$part' },
  mechanism: 'lab',
  works: everywhere,
});
