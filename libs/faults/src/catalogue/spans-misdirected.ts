import { z } from 'zod';
import { fault } from '../fault';

export const spansMisdirected = fault({
  id: 'spans-misdirected',
  title: '$part sends spans and log records to where nobody takes them.',
  component: '$part',
  where: '$part',
  parameters: z.object({ part: z.enum(['catalog', 'cart', 'checkout', 'payment']).default('cart') }),
  signal: { query: 'spansByService', with: { service_name: '$part' }, direction: 'below', atLeast: 1 },
  skill: 'Compare what a service says it makes with what arrives.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: '$part' },
  mechanism: 'lab',
});
