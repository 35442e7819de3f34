import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import jwt from 'jsonwebtoken';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Sessions } from './sessions';

const key = 'a key of this test, of 256 bits and more';
const sessions = new Sessions(key);
const claims = (token: string) => jwt.decode(token) as jwt.JwtPayload;
const signed = (changes: object, options: jwt.SignOptions = {}) => {
  const all = { ...claims(sessions.open('cus-de-002').token), ...changes };
  return jwt.sign(
    Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    key,
    options,
  );
};
const base64 = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('a session', () => {
  afterEach(() => vi.useRealTimers());

  it('identifies its customer, for any id', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (customerId) => {
        expect(sessions.customerOf(sessions.open(customerId).token)).toBe(customerId);
      }),
    );
  });

  it('expires after twelve hours plus five seconds of clock tolerance', () => {
    vi.useFakeTimers({ now: new Date('2026-11-29T12:00:00Z') });
    const { token, expiresAt } = sessions.open('cus-de-002');
    expect(expiresAt).toBe('2026-11-30T00:00:00.000Z');
    vi.setSystemTime(new Date('2026-11-30T00:00:04Z'));
    expect(sessions.customerOf(token)).toBe('cus-de-002');
    vi.setSystemTime(new Date('2026-11-30T00:00:06Z'));
    expect(sessions.customerOf(token)).toBeUndefined();
  });

  it.each([
    ['another key', () => new Sessions(`${key}!`).open('cus-de-002').token],
    ['another issuer', () => signed({ iss: 'other' })],
    ['another audience', () => signed({ aud: 'other' })],
    ['no expiry', () => signed({ exp: undefined })],
    ['no customer', () => signed({ sub: undefined })],
    ['an empty customer', () => signed({ sub: '' })],
    ['another algorithm of the same key', () => signed({}, { algorithm: 'HS512' })],
    [
      'a signature of a key pair',
      () => {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        return jwt.sign(claims(sessions.open('cus-de-002').token), privateKey, { algorithm: 'RS256' });
      },
    ],
    [
      'no signature',
      () => jwt.sign(claims(sessions.open('cus-de-002').token), null, { algorithm: 'none' as const }),
    ],
    [
      'a header that renounces the signature',
      () => {
        const [, payload, signature] = sessions.open('cus-de-002').token.split('.');
        return [base64({ alg: 'none', typ: 'JWT' }), payload, signature].join('.');
      },
    ],
    [
      'another payload under the signature',
      () => {
        const [header, payload, signature] = sessions.open('cus-de-002').token.split('.');
        const changed = {
          ...(JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object),
          sub: 'cus-de-001',
        };
        return [header, base64(changed), signature].join('.');
      },
    ],
    ['text instead of claims', () => jwt.sign('cus-de-002', key)],
  ])('is refused with %s', (_, token) => {
    expect(sessions.customerOf(token())).toBeUndefined();
  });

  it('cannot be forged', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.base64String(), { maxLength: 4 }).map((parts) => parts.join('.')),
        ),
        (token) => {
          expect(sessions.customerOf(token)).toBeUndefined();
        },
      ),
    );
  });
});
