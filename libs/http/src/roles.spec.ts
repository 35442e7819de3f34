import { describe, expect, it } from 'vitest';
import { mayCall, tokensFrom, tracingRights } from './roles';

describe('roles', () => {
  it('lets any role through where none is asked for', () => {
    expect(mayCall(['user'], 'POST')).toBe(true);
  });

  it('lets a tester read but never write, not even where testers are allowed', () => {
    expect(mayCall(['tester'], 'GET')).toBe(true);
    expect(mayCall(['tester'], 'GET', ['admin', 'tester'])).toBe(true);
    expect(mayCall(['tester'], 'POST')).toBe(false);
    expect(mayCall(['tester'], 'POST', ['tester'])).toBe(false);
  });

  it('keeps a user away from what is for admins', () => {
    expect(mayCall(['user'], 'GET', ['admin'])).toBe(false);
  });

  it('gives the synthetic customer and the admin what a user has', () => {
    const config = { userToken: 'u', adminToken: 'a', testToken: 't', syntheticToken: 's' };
    expect(tokensFrom(config)).toEqual({
      u: ['user'],
      a: ['admin', 'user'],
      t: ['tester'],
      s: ['synthetic', 'user'],
    });
  });

  it('lets the admin and the synthetic customer ask for a trace, and takes only the latter for synthetic', () => {
    const rights = tracingRights({
      u: ['user'],
      t: ['tester'],
      a: ['admin', 'user'],
      s: ['synthetic', 'user'],
    });
    expect(rights('Bearer a')).toEqual({ mayAsk: true, synthetic: false });
    expect(rights('Bearer s')).toEqual({ mayAsk: true, synthetic: true });
    for (const other of ['Bearer u', 'Bearer t', 'Bearer constructor', 'a', undefined]) {
      expect(rights(other)).toEqual({ mayAsk: false, synthetic: false });
    }
  });
});
