import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const chargedTwice = fault({
  id: 'charged-twice',
  title: 'Events of checkout arrive more than once, and payment charges an order for each delivery.',
  component: 'payment',
  where: 'payment',
  parameters: z.object({}),
  signal: { query: 'chargesPerPayment', direction: 'above', atLeast: 0.5 },
  skill:
    'Compare the charges at the bank with the completed orders: no request fails, but the amounts are wrong.',
  cause: 'configuration',
  mitigation: { action: 'config', part: 'payment', settings: { chargedOnce: 'order' } },
  mechanism: 'switch',
  works: everywhere,
});
