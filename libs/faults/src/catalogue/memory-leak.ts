import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const memoryLeak = fault({
  id: 'memory-leak',
  title: 'catalog caches every page of products in memory, under a key that never recurs.',
  component: 'catalog',
  where: 'catalog',
  parameters: z.object({}),
  signal: {
    query: 'memoryOutsideHeap',
    with: { service: 'catalog' },
    direction: 'above',
    atLeast: 5_000_000,
  },
  skill: 'Detect a rising slope before it causes an outage, and find which kind of memory leaks.',
  cause: 'resource-exhaustion',
  mitigation: { action: 'rollback', part: 'catalog' },
  mechanism: 'lab',
  works: everywhere,
});
