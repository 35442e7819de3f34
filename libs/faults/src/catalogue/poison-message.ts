import { z } from 'zod';
import { fault } from '../fault';

export const poisonMessage = fault({
  id: 'poison-message',
  title: 'payment tries a message that it can never handle again and again: what comes after it waits.',
  component: 'payment',
  where: 'payment',
  parameters: z.object({}),
  signal: { query: 'consumerLag', with: { consumergroup: 'payment' }, direction: 'above', atLeast: 15 },
  skill: 'Find the one message that all the others wait for, while every request is answered well.',
  cause: 'data',
  mitigation: { action: 'rollback', part: 'payment' },
  mechanism: 'lab',
});
