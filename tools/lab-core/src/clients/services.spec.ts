import { shopServices } from '@webstore/contracts';
import { expect, it } from 'vitest';
import { services } from './services.ts';

it('the services of the shop are those of libs/contracts', () => {
  expect(services).toEqual(shopServices);
});
