import { describe, expect, it } from 'vitest';
import { isBack, isBeyond, rangeOf } from './range';

describe('the range of a baseline', () => {
  const range = rangeOf([0.2, 0.1, 0.3]);
  const above = { query: 'errorShare', direction: 'above', atLeast: 0.2 } as const;
  const below = { query: 'servicesUp', direction: 'below', atLeast: 0.2 } as const;

  it('is exceeded only by a value with at least the promised effect', () => {
    expect(isBeyond(0.49, range, above)).toBe(false);
    expect(isBeyond(0.5, range, above)).toBe(true);
    expect(isBeyond(0.5, range, below)).toBe(false);
    expect(isBeyond(-0.1, range, below)).toBe(true);
  });

  it('is restored by a value within half of the promised effect, and by any value on the other side', () => {
    expect(isBack(0.45, range, above)).toBe(false);
    expect(isBack(0.4, range, above)).toBe(true);
    expect(isBack(-1, range, above)).toBe(true);
    expect(isBack(-0.1, range, below)).toBe(false);
    expect(isBack(1, range, below)).toBe(true);
  });
});
