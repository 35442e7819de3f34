import { DomainError } from '@webstore/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, causeOf, isRetryable, MAX_ATTEMPTS } from './retry';

describe('retrying a message', () => {
  it.each([
    ['a bank that does not answer', new DomainError('upstream_unavailable', 'acquirer'), true],
    ['an unexpected error', new Error('connection reset'), true],
    ['an event that does not fit its contract', new DomainError('invalid_request', 'orderId'), false],
    ['an answer of a bank in trouble that is not JSON', new SyntaxError('Unexpected token'), true],
  ])('%s', (_what, error, retryable) => {
    expect(isRetryable(error)).toBe(retryable);
  });

  it('doubles the pause each time, within the limit at which Kafka revokes the partition', () => {
    const pauses = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => backoffMs(index + 1));
    expect(pauses).toEqual([200, 400, 800, 1_600, 3_200]);
    expect(backoffMs(1_000)).toBe(3_200);
    expect([1, 2, 9].map((attempt) => backoffMs(attempt, 1))).toEqual([1, 2, 16]);
  });

  it('names the cause by its slug', () => {
    expect(causeOf(new DomainError('out_of_stock', 'none left'))).toBe('out_of_stock: none left');
    expect(causeOf(new TypeError('x'))).toBe('TypeError: x');
    expect(causeOf('odd')).toBe('odd');
    expect(causeOf(undefined)).toBe('undefined');
    expect(causeOf({ status: 402 })).toBe('Object: { status: 402 }');
    const trap = Object.defineProperty(new Error(), 'message', {
      get() {
        throw new Error('not readable');
      },
    });
    expect(causeOf(trap)).toBe('Error');
  });

  it('names the causes, the members of an aggregate, and the code of an error without a message', () => {
    const refused = Object.assign(new Error(''), { code: 'ECONNREFUSED' });
    const fetchFailed = new TypeError('fetch failed', { cause: refused });
    expect(causeOf(fetchFailed)).toBe('TypeError: fetch failed (Error (ECONNREFUSED))');
    const both = new AggregateError([new Error('::1'), new Error('127.0.0.1')], '');
    expect(causeOf(both)).toBe('AggregateError: ::1; 127.0.0.1 (Error: ::1; Error: 127.0.0.1)');
    expect(causeOf(new Error(''))).toBe('Error');
  });

  it('is bounded and can be encoded, for any thrown value', () => {
    const circular = new Error('round');
    circular.cause = circular;
    expect(causeOf(circular).length).toBeLessThan(200);
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withSparseArray: true }), (thrown) => {
        for (const error of [thrown, new Error(String(typeof thrown), { cause: thrown })]) {
          expect(causeOf(error).length).toBeLessThanOrEqual(1_000);
        }
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (message) => {
        const cause = causeOf(new Error(message));
        expect(cause.length).toBeLessThanOrEqual(1_000);
        expect(Buffer.from(cause).toString()).toBe(cause);
      }),
    );
  });
});
