import { z } from 'zod';
import { fault } from '../fault';

export const nPlusOne = fault({
  id: 'n-plus-one',
  title: 'catalog asks its database for the stock of a page product by product.',
  component: 'catalog',
  where: 'catalog',
  parameters: z.object({}),
  signal: { query: 'queriesPerRequest', with: { service: 'catalog' }, direction: 'above', atLeast: 1 },
  skill: 'Count in a trace what is done too often, each time fast.',
  cause: 'bad-release',
  mitigation: { action: 'config', part: 'catalog', settings: { stockLookup: 'together' } },
  mechanism: 'switch',
});
