import { describe, expect, it } from 'vitest';
import { limitOf } from './limit.ts';

describe('limiting a component', () => {
  it('is by requests in flight', () => {
    expect(limitOf('checkout', { inFlight: '20' })).toBe(20);
  });

  it.each([
    ['kafka', { inFlight: '20' }, 'catalog, cart, checkout, payment can'],
    ['checkout', {}, 'inFlight=20'],
    ['checkout', { inFlight: '0' }, 'from 1 to 1000'],
    ['checkout', { perSecond: '5' }, 'limit takes no perSecond'],
  ])('of %s by %j is refused: %s', (part, given, why) => {
    expect(() => limitOf(part, given as Record<string, string>)).toThrow(why);
  });
});
