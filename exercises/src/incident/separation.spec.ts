import { describe, expect, it } from 'vitest';
import { onlyCounts, separates } from './separation.ts';

const steady = [10, 11, 9, 10, 11, 10, 9];
const times = (count: number, value: number) => Array.from({ length: count }, () => value);

describe('a query that separates before from after', () => {
  it('leaves the earlier range, upwards or downwards, and stays outside', () => {
    expect(separates(steady, [10, 10, ...times(5, 20)])).toBe(true);
    expect(separates(steady, [...times(5, 2), 10, 10])).toBe(true);
  });

  it('does not separate if it leaves for a moment, or alternates between both sides', () => {
    expect(separates(steady, [10, 20, 20, 20, 20, 10, 20])).toBe(false);
    expect(separates(steady, [20, 2, 20, 2, 20, 2, 20, 2])).toBe(false);
  });

  it('does not separate if it leaves by less than chance would', () => {
    expect(separates(steady, times(9, 11.5))).toBe(false);
    expect(separates(times(6, 100), times(9, 104))).toBe(false);
  });

  it('does not separate with too little data before', () => {
    expect(separates([10, 10, 10], times(9, 50))).toBe(false);
  });

  it('may start from no data at all', () => {
    expect(separates(times(6, 0), times(5, 0.1))).toBe(true);
  });
});

describe('a monotonic series', () => {
  it('rises or falls all the time, with pauses', () => {
    expect(onlyCounts([1, 2, 3, 3, 5, 8])).toBe(true);
    expect(onlyCounts([8, 7, 7, 5, 2, 1])).toBe(true);
  });

  it('is not a constant one, or one that goes up and down', () => {
    expect(onlyCounts(times(6, 0))).toBe(false);
    expect(onlyCounts([0, 0, 0, 0, 0, 1])).toBe(false);
    expect(onlyCounts(steady)).toBe(false);
  });
});
