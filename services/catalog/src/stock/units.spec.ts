import { describe, expect, it } from 'vitest';
import { deliveriesFor } from './restocking';
import { perProduct, shortOf } from './units';

describe('units', () => {
  it('merges lines of one product, and sorts by id so that locks are always taken in the same order', () => {
    const units = [
      { productId: 'tent', quantity: 1 },
      { productId: 'mug', quantity: 2 },
      { productId: 'tent', quantity: 3 },
    ];
    expect(perProduct(units)).toEqual([
      { productId: 'mug', quantity: 2 },
      { productId: 'tent', quantity: 4 },
    ]);
  });

  it('finds shortages, including products without a stock level', () => {
    const units = [
      { productId: 'mug', quantity: 2 },
      { productId: 'tent', quantity: 4 },
      { productId: 'kite', quantity: 1 },
    ];
    const levels = [
      { productId: 'mug', available: 2 },
      { productId: 'tent', available: 1 },
    ];
    expect(shortOf(units, levels)).toEqual([
      { productId: 'tent', available: 1, missing: 3 },
      { productId: 'kite', available: 0, missing: 1 },
    ]);
  });

  it('orders a full delivery for a small shortage and more for a large one', () => {
    expect(deliveriesFor([{ productId: 'mug', available: 0, missing: 3 }])).toEqual([
      { productId: 'mug', quantity: 100 },
    ]);
    expect(deliveriesFor([{ productId: 'mug', available: 0, missing: 130 }])).toEqual([
      { productId: 'mug', quantity: 130 },
    ]);
  });
});
