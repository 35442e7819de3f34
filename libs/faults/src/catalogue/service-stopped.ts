import { shopServices } from '@webstore/contracts';
import { z } from 'zod';
import { fault } from '../fault';

export const serviceStopped = fault({
  id: 'service-stopped',
  title: '$part does not run.',
  component: '$part',
  where: '$part',
  parameters: z.object({ part: z.enum(shopServices).default('catalog') }),
  signal: { query: 'servicesUp', with: { service: '$part' }, direction: 'below', atLeast: 0.5 },
  skill: 'Tell a part that is away from a part that fails, and from those that only suffer.',
  cause: 'outage',
  mitigation: { action: 'restart', part: '$part' },
  mechanism: 'lab',
});
