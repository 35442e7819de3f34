import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captureRequest } from './acquirer';
import { changeProduct, reserveStock } from './catalog';
import { cents, maxCents, maxOrderCents, maxUnitPriceCents, sumOfCents, totalCentsOf } from './money';
import { orderLine, ordersSummary } from './orders';
import { maxLines, maxQuantity } from './shop';

const line = fc.record({
  productId: fc.string({ minLength: 1, maxLength: 64 }),
  quantity: fc.integer({ min: 1, max: maxQuantity }),
  unitPriceCents: fc.integer({ min: 0, max: maxUnitPriceCents }),
});
const cart = fc.array(line, { minLength: 1, maxLength: maxLines });

describe('amounts', () => {
  it('of every possible cart, including the most expensive one, fit into the integer columns of the databases', () => {
    const dearest = { productId: 'p', quantity: maxQuantity, unitPriceCents: maxUnitPriceCents };
    fc.assert(
      fc.property(cart, (lines) => {
        for (const one of lines) orderLine.parse(one);
        expect(cents.parse(totalCentsOf(lines))).toBeLessThanOrEqual(maxCents);
      }),
      { examples: [[Array.from({ length: maxLines }, () => dearest)]] },
    );
  });

  it('add up exactly for any number of orders that a lab can hold', () => {
    const orders = fc.integer({ min: 1, max: 90_000_000 });
    fc.assert(
      fc.property(orders, (count) => {
        const sum = count * maxOrderCents;
        expect(sumOfCents.parse(sum)).toBe(sum);
        expect(BigInt(sum)).toBe(BigInt(count) * BigInt(maxOrderCents));
        const summary = { states: { pending: 0, completed: count, cancelled: 0, refunded: 0 }, sold: {} };
        ordersSummary.parse({ ...summary, completedCents: sum });
      }),
    );
  });

  it('above the maximum of an order, a price or a column are refused on input', () => {
    const beyond = (max: number) => fc.integer({ min: max + 1, max: Number.MAX_SAFE_INTEGER });
    const orderId = '6f1c2d3e-0000-4000-8000-000000000000';
    const capture = { orderId, currency: 'EUR', country: 'DE' };
    fc.assert(
      fc.property(
        beyond(maxOrderCents),
        beyond(maxUnitPriceCents),
        beyond(maxCents),
        (amountCents, priceCents, any) => {
          expect(captureRequest.safeParse({ ...capture, amountCents }).success).toBe(false);
          expect(changeProduct.safeParse({ priceCents }).success).toBe(false);
          expect(cents.safeParse(any).success).toBe(false);
        },
      ),
    );
    expect(captureRequest.safeParse({ ...capture, amountCents: maxOrderCents }).success).toBe(true);
  });

  it('adds up to the cent', () => {
    const lines = [
      { quantity: 3, unitPriceCents: 1_999 },
      { quantity: 1, unitPriceCents: 1 },
    ];
    expect(totalCentsOf(lines)).toBe(5_998);
  });

  it('of stock: all lines of a product together may not exceed the maximum quantity of an order', () => {
    const lines = fc.array(fc.integer({ min: 1, max: maxQuantity }), { minLength: 1, maxLength: maxLines });
    fc.assert(
      fc.property(lines, (quantities) => {
        const units = quantities.reduce((sum, quantity) => sum + quantity, 0);
        const body = { lines: quantities.map((quantity) => ({ productId: 'moka-pot', quantity })) };
        expect(reserveStock.safeParse(body).success).toBe(units <= maxQuantity);
      }),
    );
  });
});
