import type { Reservation } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { agreedLines } from './agreed-lines';

const beans = { productId: 'beans', quantity: 2 };
const mug = { productId: 'mug', quantity: 1 };
const reservation = (changes: Partial<Reservation> = {}): Reservation => ({
  orderId: '6f1c2d3e-0000-5000-8000-000000000000',
  state: 'held',
  lines: [
    { ...beans, unitPriceCents: 1290 },
    { ...mug, unitPriceCents: 900 },
  ],
  expiresAt: '2026-01-01T00:00:00Z',
  ...changes,
});

describe('agreedLines', () => {
  it('takes the prices of the reservation, in whatever order the cart has its items', () => {
    expect(agreedLines([mug, beans], reservation())).toEqual(reservation().lines);
  });

  it('refuses when the cart has changed since the stock was set aside', () => {
    expect(() => agreedLines([mug], reservation())).toThrow(/new key/);
    expect(() => agreedLines([mug, { ...beans, quantity: 3 }], reservation())).toThrow(/new key/);
  });

  it('refuses a reservation that holds nothing any more', () => {
    expect(() => agreedLines([mug, beans], reservation({ state: 'released' }))).toThrow(/released/);
  });
});
