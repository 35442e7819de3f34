import { describe, expect, it } from 'vitest';
import { seedProducts } from '../migrations/seed-products';
import { withoutNearDuplicates } from './near-duplicates';

describe('withoutNearDuplicates', () => {
  it('leaves out what differs from an earlier product by a word', () => {
    const mug = {
      name: 'Travel mug',
      description: 'Keeps half a litre of coffee hot for six hours, in steel.',
    };
    const almost = { ...mug, description: mug.description.replace('six', 'five') };
    expect(withoutNearDuplicates([mug, almost])).toEqual([mug]);
  });

  it('leaves the assortment as it is', () => {
    expect(withoutNearDuplicates(seedProducts)).toEqual(seedProducts);
  });
});
