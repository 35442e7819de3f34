import { demoCustomerId, syntheticCustomerId } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { mayCall, tokensFrom, tracingRights } from './roles';
import { Sessions } from './sessions';

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

  const config = { userToken: 'u', adminToken: 'a', testToken: 't', syntheticToken: 's' };
  const sessionKey = 'a key of this test, of 256 bits and more';
  const bearer = (token: string) => `Bearer ${token}`;

  it('gives the synthetic customer and the admin what a user has', () => {
    const tokens = tokensFrom(config);
    expect(tokens.callerOf('Bearer u')).toEqual({ roles: ['user'], customerId: demoCustomerId });
    expect(tokens.callerOf('Bearer a')).toEqual({ roles: ['admin', 'user'] });
    expect(tokens.callerOf('Bearer t')).toEqual({ roles: ['tester'] });
    expect(tokens.callerOf('Bearer s')).toEqual({
      roles: ['synthetic', 'user'],
      customerId: syntheticCustomerId,
    });
  });

  it('knows a customer by a signed token, where there is a key', () => {
    const { token } = new Sessions(sessionKey).open('cus-de-002');
    expect(tokensFrom({ ...config, sessionKey }).callerOf(bearer(token))).toEqual({
      roles: ['user'],
      customerId: 'cus-de-002',
    });
    expect(tokensFrom(config).callerOf(bearer(token))).toBeUndefined();
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', ''])('knows nobody as %j', (token) => {
    expect(tokensFrom({ ...config, sessionKey }).callerOf(bearer(token))).toBeUndefined();
  });

  it('lets the admin and the synthetic customer ask for a trace, and takes only the latter for synthetic', () => {
    const rights = tracingRights(tokensFrom({ ...config, sessionKey }));
    expect(rights('Bearer a')).toEqual({ mayAsk: true, synthetic: false });
    expect(rights('Bearer s')).toEqual({ mayAsk: true, synthetic: true });
    const sessions = new Sessions(sessionKey);
    const customers = ['cus-de-002', syntheticCustomerId].map((id) => bearer(sessions.open(id).token));
    for (const other of ['Bearer u', 'Bearer t', 'Bearer constructor', 'a', undefined, ...customers]) {
      expect(rights(other)).toEqual({ mayAsk: false, synthetic: false });
    }
  });
});
