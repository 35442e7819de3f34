import type { Reservation } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { agreedLines } from './agreed-lines';

const beans = { productId: 'beans', quantity: 2, unitPriceCents: 1290 };
const mug = { productId: 'mug', quantity: 1, unitPriceCents: 900 };
const reservation = (changes: Partial<Reservation> = {}): Reservation => ({
  orderId: '6f1c2d3e-0000-5000-8000-000000000000',
  state: 'held',
  lines: [beans, mug],
  expiresAt: '2026-01-01T00:00:00Z',
  ...changes,
});

describe('agreedLines', () => {
  it('returns the lines of the reservation, for any order of the cart items', () => {
    expect(agreedLines([mug, beans], reservation())).toEqual(reservation().lines);
  });

  it('refuses a cart that has changed since the reservation', () => {
    expect(() => agreedLines([mug], reservation())).toThrow(/new key/);
    expect(() => agreedLines([mug, { ...beans, quantity: 3 }], reservation())).toThrow(/new key/);
  });

  it('refuses a different price than in the cart, and reports both', () => {
    const shown = { ...beans, unitPriceCents: 1_000 };
    const priceChanges = [{ productId: 'beans', shownCents: 1_000, presentCents: 1_290 }];
    expect(() => agreedLines([mug, shown], reservation())).toThrow(
      expect.objectContaining({ slug: 'price_changed', details: { priceChanges } }),
    );
  });

  it('refuses a released reservation', () => {
    expect(() => agreedLines([mug, beans], reservation({ state: 'released' }))).toThrow(/released/);
  });
});
