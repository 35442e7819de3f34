import { describe, expect, it } from 'vitest';
import { orderIdOf, requestHashOf } from './order-id';

describe('orderIdOf', () => {
  it('always returns the same id for a customer and key', () => {
    expect(orderIdOf('cus-de-001', 'key-1')).toBe(orderIdOf('cus-de-001', 'key-1'));
    expect(orderIdOf('cus-de-001', 'key-1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
  });

  it('returns different ids for the same key of two customers', () => {
    expect(orderIdOf('cus-de-001', 'key-1')).not.toBe(orderIdOf('cus-de-002', 'key-1'));
  });
});

describe('requestHashOf', () => {
  it('differs if the cart differs', () => {
    const customerId = 'cus-de-001';
    expect(requestHashOf({ cartId: 'a', customerId })).not.toBe(requestHashOf({ cartId: 'b', customerId }));
  });
});
