import { countries as contracted } from '@webstore/contracts';
import { expect, it } from 'vitest';
import { countries } from './countries.ts';

it('the countries of the command line are those of the shop', () => {
  expect(countries).toEqual(contracted);
});
