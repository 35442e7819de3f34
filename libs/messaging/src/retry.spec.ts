import { DomainError } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { backoffMs, causeOf, isRetryable, MAX_ATTEMPTS } from './retry';

describe('retrying a message', () => {
  it.each([
    ['a bank that does not answer', new DomainError('upstream_unavailable', 'acquirer'), true],
    ['an error nobody foresaw', new Error('connection reset'), true],
    ['an event that does not fit its contract', new DomainError('invalid_request', 'orderId'), false],
    ['a value that is not JSON', new SyntaxError('Unexpected token'), false],
  ])('%s', (_what, error, retryable) => {
    expect(isRetryable(error)).toBe(retryable);
  });

  it('waits twice as long each time, and never so long that Kafka takes the partition away', () => {
    const pauses = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => backoffMs(index + 1));
    expect(pauses).toEqual([200, 400, 800, 1_600, 3_200]);
    expect(backoffMs(1_000)).toBe(3_200);
    expect([1, 2, 9].map((attempt) => backoffMs(attempt, 1))).toEqual([1, 2, 16]);
  });

  it('names the cause by its slug', () => {
    expect(causeOf(new DomainError('out_of_stock', 'none left'))).toBe('out_of_stock: none left');
    expect(causeOf(new TypeError('x'))).toBe('TypeError: x');
    expect(causeOf('odd')).toBe('odd');
  });
});
