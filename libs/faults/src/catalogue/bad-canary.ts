import { z } from 'zod';
import { fault } from '../fault';

export const badCanary = fault({
  id: 'bad-canary',
  title: 'A second payment, of the next version, shares out the orders and gives the bank $timeoutMs ms.',
  component: 'payment',
  where: 'payment',
  parameters: z.object({ timeoutMs: z.coerce.number().int().min(20).max(60).default(50) }),
  signal: { query: 'retriesByVersion', with: { service: 'payment' }, direction: 'above', atLeast: 0.4 },
  skill: 'Split what goes wrong for half of the orders by version, not by customer.',
  cause: 'bad-release',
  mitigation: { action: 'scale', part: 'payment', settings: { instances: '1' } },
  mechanism: 'lab',
});
