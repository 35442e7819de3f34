import { z } from 'zod';
import { fault } from '../fault';

export const eventLoopBlocked = fault({
  id: 'event-loop-blocked',
  title: 'catalog compares the products of a page with each other, and does nothing else meanwhile.',
  component: 'catalog',
  where: 'catalog',
  parameters: z.object({}),
  signal: { query: 'eventLoopLag', with: { service: 'catalog' }, direction: 'above', atLeast: 0.03 },
  skill: 'Explain why requests that do nothing are slow: they wait for one that computes.',
  cause: 'bad-release',
  mitigation: { action: 'config', part: 'catalog', settings: { nearDuplicates: 'shown' } },
  mechanism: 'switch',
});
