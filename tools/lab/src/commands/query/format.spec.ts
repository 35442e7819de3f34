import { describe, expect, it } from 'vitest';
import { formatNumber, sparkline } from './format.ts';

describe('a sparkline', () => {
  it('has one character for each value, from the minimum to the maximum', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe('▁▂▃▄▅▆▇█');
  });

  it('is flat when the values are equal', () => {
    expect(sparkline([3, 3, 3])).toBe('▁▁▁');
  });

  it('has a space for each gap, and for values that are no numbers', () => {
    expect(sparkline([1, undefined, NaN, Infinity, 2])).toBe('▁   █');
    expect(sparkline([])).toBe('');
  });
});

describe('a number', () => {
  it.each([
    [0.1 + 0.2, '0.3'],
    [1234567.8, '1234570'],
    [1.5e15, '1.5e+15'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
  ])('%d is shown as %s', (value, shown) => {
    expect(formatNumber(value)).toBe(shown);
  });
});
