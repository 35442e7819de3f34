import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayAccess, type Principal, type Role } from './principal';

const owners = fc.option(fc.string(), { nil: null });

describe('what a caller may access', () => {
  it('is its own for a customer, whatever the ids look like', () => {
    fc.assert(
      fc.property(fc.string(), owners, (customerId, owner) => {
        const caller: Principal = { roles: ['user'], customerId };
        expect(mayAccess(caller, owner)).toBe(owner === customerId);
      }),
    );
  });

  it('is everything for the admin and the tester', () => {
    fc.assert(
      fc.property(fc.constantFrom<Role>('admin', 'tester'), owners, (role, owner) => {
        expect(mayAccess({ roles: [role] }, owner)).toBe(true);
      }),
    );
  });

  it('is nothing for a caller that is no customer and has no such role', () => {
    expect(mayAccess({ roles: ['user'] }, undefined)).toBe(false);
    expect(mayAccess({ roles: ['synthetic', 'user'] }, null)).toBe(false);
  });
});
