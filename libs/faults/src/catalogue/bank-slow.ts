import { countries } from '@webstore/contracts';
import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const bankSlow = fault({
  id: 'bank-slow',
  title: 'The bank takes $delayMs ms longer for each charge from $country.',
  component: 'acquirer',
  where: 'payment',
  parameters: z.object({
    country: z.enum(countries).default('BR'),
    delayMs: z.coerce.number().int().min(1_000).max(4_000).default(2_500),
  }),
  signal: { query: 'paymentTime', with: { country: '$country' }, direction: 'above', atLeast: 0.5 },
  skill: 'Split a duration by a business dimension, and follow it to an external system.',
  cause: 'slow-dependency',
  mitigation: { action: 'config', part: 'payment', settings: { bank: 'standby' } },
  mechanism: 'lab',
  works: everywhere,
});
