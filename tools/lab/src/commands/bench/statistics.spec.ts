import { describe, expect, it } from 'vitest';
import { spread } from './statistics.ts';

describe('spread', () => {
  it('takes the middle of an odd number of values, in any order', () => {
    expect(spread([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9 });
  });

  it('takes the mean of the two middle values of an even number', () => {
    expect(spread([10, 2, 4, 1])).toEqual({ median: 3, min: 1, max: 10 });
  });

  it('sorts numbers as numbers', () => {
    expect(spread([100, 20, 3]).median).toBe(20);
  });
});
