import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const errorsAs200 = fault({
  id: 'errors-as-200',
  title:
    'checkout waits only $timeoutMs ms for a reservation by catalog, and returns status 200 for the orders that fail because of it.',
  component: 'checkout',
  where: 'checkout',
  parameters: z.object({ timeoutMs: z.coerce.number().int().min(1).max(5).default(2) }),
  signal: { query: 'troublesUntold', with: { service: 'checkout' }, direction: 'above', atLeast: 1 },
  skill: 'Verify a status against completed orders, log lines and the synthetic customer.',
  cause: 'bad-release',
  mitigation: { action: 'rollback', part: 'checkout' },
  mechanism: 'lab',
  works: everywhere,
});
