import { z } from 'zod';
import { fault } from '../fault';

export const errorsAs200 = fault({
  id: 'errors-as-200',
  title:
    'checkout gives catalog $timeoutMs ms to set stock aside, and answers the orders that come to nothing by it with status 200.',
  component: 'checkout',
  where: 'checkout',
  parameters: z.object({ timeoutMs: z.coerce.number().int().min(1).max(5).default(2) }),
  signal: { query: 'troublesUntold', with: { service: 'checkout' }, direction: 'above', atLeast: 1 },
  skill: 'Distrust a status: believe what was sold, what was logged, and the customer who tries it.',
  cause: 'bad-release',
  mitigation: { action: 'rollback', part: 'checkout' },
  mechanism: 'lab',
});
