import { describe, expect, it } from 'vitest';
import { numberOf } from './scale.ts';

describe('the number of instances', () => {
  it('is from one to the maximum', () => {
    expect(numberOf('payment', { instances: '1' })).toBe(1);
    expect(numberOf('payment', { instances: '2' })).toBe(2);
  });

  it.each([{}, { instances: '0' }, { instances: '3' }, { instances: '1.5' }, { instances: '2', of: 'it' }])(
    'of payment cannot be %j',
    (settings) => {
      expect(() => numberOf('payment', settings as Record<string, string>)).toThrow('from 1 to 2');
    },
  );

  it.each(['catalog', 'cart', 'checkout', 'redis'])('of %s is one, without a load balancer', (part) => {
    expect(() => numberOf(part, { instances: '2' })).toThrow('no load balancer');
  });
});
