import { maxLines, maxQuantity } from '@webstore/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxHeldUnits, withinHeldLimit } from './held-limit';

const moka = (quantity: number) => ({ productId: 'moka-pot', quantity });
const left = (available: number) => [{ productId: 'moka-pot', available }];

describe('the reservation limit of a customer', () => {
  it('allows any one cart', () => {
    const cart = Array.from({ length: maxLines }, (_, i) => ({ productId: `p-${i}`, quantity: maxQuantity }));
    const levels = cart.map(({ productId, quantity }) => ({ productId, available: quantity }));
    expect(() => withinHeldLimit(cart, [], levels)).not.toThrow();
    const more = [{ productId: 'p-0', quantity: 1 }];
    expect(() => withinHeldLimit(more, cart, levels)).toThrow(`${maxHeldUnits} units`);
  });

  it('allows the largest line of a product, or half of a large stock', () => {
    expect(() => withinHeldLimit([moka(20)], [], left(20))).not.toThrow();
    expect(() => withinHeldLimit([moka(1)], [moka(20)], left(15))).toThrow('20 units of moka-pot');
    expect(() => withinHeldLimit([moka(20)], [moka(30)], left(70))).not.toThrow();
    expect(() => withinHeldLimit([moka(20)], [moka(40)], left(60))).toThrow('50 units of moka-pot');
  });

  it('leaves half of a product to other customers, for any sequence of requests', () => {
    const portions = fc.array(fc.integer({ min: 1, max: maxQuantity }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 2 * maxQuantity, max: 1_000 }), portions, (stock, quantities) => {
        let held = 0;
        for (const quantity of quantities) {
          try {
            withinHeldLimit([moka(quantity)], [moka(held)], left(stock - held));
            held += quantity;
          } catch {
            // Refused: nothing is reserved.
          }
        }
        expect(held).toBeLessThanOrEqual(stock / 2);
      }),
    );
  });
});
