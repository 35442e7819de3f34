import { describe, expect, it } from 'vitest';
import { buyerOf } from './buyer';

describe('the customer an order is for', () => {
  const customer = { roles: ['user'], customerId: 'cus-de-002' } as const;
  const admin = { roles: ['admin', 'user'] } as const;

  it('is the caller, named or not', () => {
    expect(buyerOf(customer)).toBe('cus-de-002');
    expect(buyerOf(customer, 'cus-de-002')).toBe('cus-de-002');
  });

  it('is never another customer, who is not even known to exist', () => {
    for (const other of ['cus-de-003', '', 'CUS-DE-002', 'constructor']) {
      expect(() => buyerOf(customer, other)).toThrow(`there is no customer ${other}`);
    }
  });

  it('is any that the admin names, and none of its own', () => {
    expect(buyerOf(admin, 'cus-de-003')).toBe('cus-de-003');
    expect(() => buyerOf(admin)).toThrow('customerId');
  });
});
