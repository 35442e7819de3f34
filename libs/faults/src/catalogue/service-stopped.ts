import { shopServices } from '@webstore/contracts';
import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const serviceStopped = fault({
  id: 'service-stopped',
  title: '$part does not run.',
  component: '$part',
  where: '$part',
  parameters: z.object({ part: z.enum(shopServices).default('catalog') }),
  signal: { query: 'servicesUp', with: { service: '$part' }, direction: 'below', atLeast: 0.5 },
  skill: 'Distinguish a component that is down from one that fails, and from those that are only affected.',
  cause: 'outage',
  mitigation: { action: 'restart', part: '$part' },
  mechanism: 'lab',
  works: everywhere,
});
