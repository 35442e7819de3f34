import { expect, it } from 'vitest';
import { validateQuery } from '../../src/incident/validate-query.ts';
import { hypotheses } from './hypotheses.ts';

it.each(hypotheses.map(({ query }) => query))('%s is accepted as evidence', (query) => {
  expect(validateQuery(query)).toBeUndefined();
});
