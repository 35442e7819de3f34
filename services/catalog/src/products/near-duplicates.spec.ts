import { describe, expect, it } from 'vitest';
import { seedProducts } from '../migrations/seed-products';
import { withoutNearDuplicates } from './near-duplicates';

describe('withoutNearDuplicates', () => {
  it('leaves out a product that differs from an earlier one by a word', () => {
    const mug = {
      name: 'Travel mug',
      description: 'Keeps half a litre of coffee hot for six hours, in steel.',
    };
    const almost = { ...mug, description: mug.description.replace('six', 'five') };
    expect(withoutNearDuplicates([mug, almost])).toEqual([mug]);
  });

  it('does not change the assortment', () => {
    expect(withoutNearDuplicates(seedProducts)).toEqual(seedProducts);
  });
});
