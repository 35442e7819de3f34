import { maxLines, maxOrderCents, maxQuantity, maxUnitPriceCents } from '@webstore/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refuseOtherThanShown } from './as-shown';

const cart = [
  { productId: 'beans', quantity: 2, unitPriceCents: 1_000 },
  { productId: 'mug', quantity: 1, unitPriceCents: 900 },
];
const priced = (unitPriceCents: number) => [{ ...cart[0]!, unitPriceCents }, cart[1]!];

describe('a request with the shown prices', () => {
  it('is accepted if the cart matches, in any order of lines, or if it has no expectations', () => {
    refuseOtherThanShown({ expectedLines: cart.toReversed(), expectedTotalCents: 2_900 }, cart);
    refuseOtherThanShown({}, cart);
  });

  it('is refused for a different price, with both prices', () => {
    const priceChanges = [{ productId: 'beans', shownCents: 1_000, presentCents: 5_000 }];
    expect(() => refuseOtherThanShown({ expectedLines: cart }, priced(5_000))).toThrow(
      expect.objectContaining({ slug: 'price_changed', details: { priceChanges } }),
    );
  });

  it('is refused for a different total, with both totals', () => {
    const details = { total: { shownCents: 2_900, presentCents: 10_900 } };
    expect(() => refuseOtherThanShown({ expectedTotalCents: 2_900 }, priced(5_000))).toThrow(
      expect.objectContaining({ slug: 'price_changed', details }),
    );
  });

  it('is refused for different products or quantities', () => {
    expect(() => refuseOtherThanShown({ expectedLines: [cart[0]!] }, cart)).toThrow('something else');
    const more = [{ ...cart[0]!, quantity: 3 }, cart[1]!];
    expect(() => refuseOtherThanShown({ expectedLines: cart }, more)).toThrow('something else');
  });

  it('is refused exactly if the total exceeds the maximum order amount', () => {
    const line = fc.record({
      productId: fc.string(),
      quantity: fc.integer({ min: 1, max: maxQuantity }),
      unitPriceCents: fc.integer({ min: 0, max: maxUnitPriceCents }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: maxLines }), (lines) => {
        const total = lines.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0);
        const refuse = () => refuseOtherThanShown({}, lines);
        if (total > maxOrderCents) expect(refuse).toThrow('at most');
        else expect(refuse).not.toThrow();
      }),
    );
  });
});
