import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const serviceFrozen = fault({
  id: 'service-frozen',
  title: 'catalog runs and accepts connections, but answers no request.',
  component: 'catalog',
  where: 'cart',
  parameters: z.object({}),
  // While catalog does not respond, no request reaches cart, so an error ratio of catalog's callers would have no value.
  signal: { query: 'servicesUp', with: { service: 'catalog' }, direction: 'below', atLeast: 0.5 },
  skill: 'Trust the metrics of the callers: a frozen service does not count its own failures.',
  cause: 'outage',
  mitigation: { action: 'restart', part: 'catalog' },
  mechanism: 'lab',
  works: everywhere,
});
