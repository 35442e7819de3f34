import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const badCanary = fault({
  id: 'bad-canary',
  title:
    'A second replica of payment, with the next version, handles part of the orders and waits only $timeoutMs ms for the bank.',
  component: 'payment',
  where: 'payment',
  parameters: z.object({ timeoutMs: z.coerce.number().int().min(20).max(60).default(50) }),
  signal: { query: 'retriesByVersion', with: { service: 'payment' }, direction: 'above', atLeast: 0.4 },
  skill: 'Split the failures by version, not by customer, when half of the orders fail.',
  cause: 'bad-release',
  mitigation: { action: 'scale', part: 'payment', settings: { instances: '1' } },
  mechanism: 'lab',
  works: everywhere,
});
