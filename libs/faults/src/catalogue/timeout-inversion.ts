import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const timeoutInversion = fault({
  id: 'timeout-inversion',
  title:
    'payment waits only $timeoutMs ms for the bank; then it requests the charge again, while the bank still executes the first one.',
  component: 'payment',
  where: 'payment',
  parameters: z.object({ timeoutMs: z.coerce.number().int().min(20).max(60).default(50) }),
  signal: { query: 'retries', with: { service: 'payment' }, direction: 'above', atLeast: 10 },
  skill: 'Detect that the called component works, but the caller does not wait for it.',
  cause: 'configuration',
  mitigation: { action: 'rollback', part: 'payment' },
  mechanism: 'lab',
  works: everywhere,
});
