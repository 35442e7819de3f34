import { demoCustomerId, syntheticCustomerId } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { mayCall, tokensFrom, tracingRights } from './roles';
import { Sessions } from './sessions';

describe('roles', () => {
  it('accepts any role if none is required', () => {
    expect(mayCall(['user'], 'POST')).toBe(true);
  });

  it('lets a tester read but never write, even on routes that allow testers', () => {
    expect(mayCall(['tester'], 'GET')).toBe(true);
    expect(mayCall(['tester'], 'GET', ['admin', 'tester'])).toBe(true);
    expect(mayCall(['tester'], 'POST')).toBe(false);
    expect(mayCall(['tester'], 'POST', ['tester'])).toBe(false);
  });

  it('refuses a user on admin routes', () => {
    expect(mayCall(['user'], 'GET', ['admin'])).toBe(false);
  });

  const config = { userToken: 'u', adminToken: 'a', testToken: 't', syntheticToken: 's' };
  const sessionKey = 'a key of this test, of 256 bits and more';
  const bearer = (token: string) => `Bearer ${token}`;

  it('gives the synthetic customer and the admin the rights of a user', () => {
    const tokens = tokensFrom(config);
    expect(tokens.callerOf('Bearer u')).toEqual({ roles: ['user'], customerId: demoCustomerId });
    expect(tokens.callerOf('Bearer a')).toEqual({ roles: ['admin', 'user'] });
    expect(tokens.callerOf('Bearer t')).toEqual({ roles: ['tester'] });
    expect(tokens.callerOf('Bearer s')).toEqual({
      roles: ['synthetic', 'user'],
      customerId: syntheticCustomerId,
    });
  });

  it('accepts a signed customer token if there is a session key', () => {
    const { token } = new Sessions(sessionKey).open('cus-de-002');
    expect(tokensFrom({ ...config, sessionKey }).callerOf(bearer(token))).toEqual({
      roles: ['user'],
      customerId: 'cus-de-002',
    });
    expect(tokensFrom(config).callerOf(bearer(token))).toBeUndefined();
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', ''])('accepts no token %j', (token) => {
    expect(tokensFrom({ ...config, sessionKey }).callerOf(bearer(token))).toBeUndefined();
  });

  it('lets the admin and the synthetic customer request a trace, and marks only the latter as synthetic', () => {
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
