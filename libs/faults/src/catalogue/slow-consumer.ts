import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const slowConsumer = fault({
  id: 'slow-consumer',
  title:
    'Every charge takes the bank $delayMs ms longer: payment falls behind, although all requests succeed.',
  component: 'acquirer',
  where: 'payment',
  parameters: z.object({ delayMs: z.coerce.number().int().min(2_000).max(4_000).default(3_000) }),
  signal: { query: 'consumerLag', with: { consumergroup: 'payment' }, direction: 'above', atLeast: 10 },
  skill: 'Watch asynchronous work: no request is slow or fails, but orders are late.',
  cause: 'slow-dependency',
  mitigation: { action: 'config', part: 'payment', settings: { bank: 'standby' } },
  mechanism: 'lab',
  works: everywhere,
});
