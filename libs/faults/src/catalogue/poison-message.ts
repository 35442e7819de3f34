import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const poisonMessage = fault({
  id: 'poison-message',
  title: 'payment retries a message that it can never handle, and later messages of the partition wait.',
  component: 'payment',
  where: 'payment',
  parameters: z.object({}),
  signal: { query: 'consumerLag', with: { consumergroup: 'payment' }, direction: 'above', atLeast: 15 },
  skill: 'Find the one message that blocks all others, while every request succeeds.',
  cause: 'data',
  mitigation: { action: 'rollback', part: 'payment' },
  mechanism: 'lab',
  works: everywhere,
});
