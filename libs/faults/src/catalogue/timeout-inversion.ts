import { z } from 'zod';
import { fault } from '../fault';

export const timeoutInversion = fault({
  id: 'timeout-inversion',
  title:
    'payment gives the bank $timeoutMs ms: it gives up, the bank goes on, and the charge is asked for again.',
  component: 'payment',
  where: 'payment',
  parameters: z.object({ timeoutMs: z.coerce.number().int().min(20).max(60).default(50) }),
  signal: { query: 'retries', with: { service: 'payment' }, direction: 'above', atLeast: 10 },
  skill: 'See that the called part is well, and the caller does not wait for it.',
  cause: 'configuration',
  mitigation: { action: 'rollback', part: 'payment' },
  mechanism: 'lab',
});
