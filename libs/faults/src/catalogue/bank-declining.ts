import { countries } from '@webstore/contracts';
import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const bankDeclining = fault({
  id: 'bank-declining',
  title: 'The bank declines $share of the charges from $country that it would otherwise accept.',
  component: 'acquirer',
  where: 'payment',
  parameters: z.object({
    country: z.enum(countries).default('DE'),
    share: z.coerce.number().min(0.6).max(1).default(0.9),
  }),
  signal: { query: 'declineShare', with: { country: '$country' }, direction: 'above', atLeast: 0.2 },
  skill: 'Detect a business failure that is no technical error: no error alert fires, and revenue falls.',
  cause: 'error',
  mitigation: { action: 'config', part: 'payment', settings: { bank: 'standby' } },
  mechanism: 'lab',
  works: everywhere,
});
