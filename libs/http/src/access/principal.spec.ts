import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayAccess, type Principal, type Role } from './principal';

const owners = fc.option(fc.string(), { nil: null });

describe('what a caller may access', () => {
  it("is the customer's own data, for ids of any form", () => {
    fc.assert(
      fc.property(fc.string(), owners, (customerId, owner) => {
        const caller: Principal = { roles: ['user'], customerId };
        expect(mayAccess(caller, owner)).toBe(owner === customerId);
      }),
    );
  });

  it('is all data for the admin and the tester', () => {
    fc.assert(
      fc.property(fc.constantFrom<Role>('admin', 'tester'), owners, (role, owner) => {
        expect(mayAccess({ roles: [role] }, owner)).toBe(true);
      }),
    );
  });

  it('is nothing for a caller without a customer id and without the admin or tester role', () => {
    expect(mayAccess({ roles: ['user'] }, undefined)).toBe(false);
    expect(mayAccess({ roles: ['synthetic', 'user'] }, null)).toBe(false);
  });
});
