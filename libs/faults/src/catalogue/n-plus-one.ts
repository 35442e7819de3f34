import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const nPlusOne = fault({
  id: 'n-plus-one',
  title: 'catalog queries the stock of a page with one query per product.',
  component: 'catalog',
  where: 'catalog',
  parameters: z.object({}),
  signal: { query: 'queriesPerRequest', with: { service: 'catalog' }, direction: 'above', atLeast: 1 },
  skill: 'Count the repeated spans of a trace, each of which is fast.',
  cause: 'bad-release',
  mitigation: { action: 'config', part: 'catalog', settings: { stockLookup: 'together' } },
  mechanism: 'switch',
  works: everywhere,
});
