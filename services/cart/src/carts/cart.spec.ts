import { describe, expect, it } from 'vitest';
import { cartOf } from './cart';

describe('a cart', () => {
  it('adds up to the cent', () => {
    const items = [
      { productId: 'tea-towels', name: 'Tea towels', quantity: 3, unitPriceCents: 1_990 },
      { productId: 'kite', name: 'Kite', quantity: 1, unitPriceCents: 2_999 },
    ];
    expect(cartOf('1', items)).toMatchObject({ totalCents: 8_969, currency: 'EUR' });
    expect(cartOf('1', items).items.map(({ name }) => name)).toEqual(['Kite', 'Tea towels']);
  });

  it('is worth nothing when it is empty', () => {
    expect(cartOf('1', [])).toEqual({ id: '1', items: [], totalCents: 0, currency: 'EUR' });
  });
});
