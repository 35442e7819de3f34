import { expect, it } from 'vitest';
import { refusalOf } from '../../src/incident/reads.ts';
import { suspicions } from './suspicions.ts';

it.each(suspicions.map(({ query }) => query))('%s is taken as evidence', (query) => {
  expect(refusalOf(query)).toBeUndefined();
});
