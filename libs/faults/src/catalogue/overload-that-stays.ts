import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const overloadThatStays = fault({
  id: 'overload-that-stays',
  title:
    'The bank was down for $closedSeconds seconds and is up again; payment waits only $timeoutMs ms and retries at once, so the queue at the bank never empties.',
  component: 'payment',
  where: 'payment',
  parameters: z.object({
    closedSeconds: z.coerce.number().int().min(10).max(60).default(20),
    timeoutMs: z.coerce.number().int().min(300).max(600).default(500),
  }),
  signal: { query: 'retries', with: { service: 'payment' }, direction: 'above', atLeast: 60 },
  skill: 'Find what sustains an overload after its cause has ended: retries.',
  cause: 'load',
  mitigation: { action: 'config', part: 'payment', settings: { bankTimeoutMs: '5000' } },
  mechanism: 'lab',
  works: everywhere,
});
