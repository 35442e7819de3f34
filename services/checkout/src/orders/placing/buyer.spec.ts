import { describe, expect, it } from 'vitest';
import { buyerOf } from './buyer';

describe('the customer an order is for', () => {
  const customer = { roles: ['user'], customerId: 'cus-de-002' } as const;
  const admin = { roles: ['admin', 'user'] } as const;

  it('is the caller, with or without an explicit id', () => {
    expect(buyerOf(customer)).toBe('cus-de-002');
    expect(buyerOf(customer, 'cus-de-002')).toBe('cus-de-002');
  });

  it('is never another customer, whose existence is not revealed', () => {
    for (const other of ['cus-de-003', '', 'CUS-DE-002', 'constructor']) {
      expect(() => buyerOf(customer, other)).toThrow(`there is no customer ${other}`);
    }
  });

  it('is any customer that the admin names; the admin has no default', () => {
    expect(buyerOf(admin, 'cus-de-003')).toBe('cus-de-003');
    expect(() => buyerOf(admin)).toThrow('customerId');
  });
});
