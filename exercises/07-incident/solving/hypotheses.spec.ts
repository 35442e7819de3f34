import { expect, it } from 'vitest';
import { refusalOf } from '../../src/incident/validate-query.ts';
import { suspicions } from './hypotheses.ts';

it.each(suspicions.map(({ query }) => query))('%s is taken as evidence', (query) => {
  expect(refusalOf(query)).toBeUndefined();
});
