import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const eventLoopBlocked = fault({
  id: 'event-loop-blocked',
  title: 'catalog compares all products of a page with each other, which blocks its event loop.',
  component: 'catalog',
  where: 'catalog',
  parameters: z.object({}),
  signal: { query: 'eventLoopLag', with: { service: 'catalog' }, direction: 'above', atLeast: 0.03 },
  skill: 'Explain why cheap requests are slow: they wait for one that computes.',
  cause: 'bad-release',
  mitigation: { action: 'config', part: 'catalog', settings: { nearDuplicates: 'shown' } },
  mechanism: 'switch',
  works: everywhere,
});
