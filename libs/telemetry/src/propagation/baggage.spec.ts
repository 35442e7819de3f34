import { describe, expect, it } from 'vitest';
import { acceptedRequestId } from './baggage';

describe("a caller's request id", () => {
  it('is accepted if it is well formed', () => {
    expect(acceptedRequestId('3f2c9f5e-8b1d-4c55-9a57-1d8d4a3f0b61')).toBe(
      '3f2c9f5e-8b1d-4c55-9a57-1d8d4a3f0b61',
    );
  });

  it.each([
    'short',
    'x'.repeat(65),
    'a b c d e f',
    '4111111111111111',
    '4111-1111-1111-1111',
    'user-token-123',
    7,
  ])('is not accepted when it is %s', (id) => {
    expect(acceptedRequestId(id)).toBeUndefined();
  });
});
