import { describe, expect, it } from 'vitest';
import { changesOf } from './expression-mutations.ts';

const texts = (query: string) => changesOf(query).map(({ text }) => text);

describe('the mutations of a query', () => {
  it('change each number, down and up', () => {
    expect(texts('a > 14.4 * 0.01')).toEqual([
      'a > 11.52 * 0.01',
      'a > 18 * 0.01',
      'a > 14.4 * 0.008',
      'a > 14.4 * 0.0125',
    ]);
    expect(texts('a == 0')).toEqual(['a == 1']);
  });

  it('change each window, of ranges, subqueries and offsets', () => {
    expect(texts('rate(a[5m])')).toEqual(['rate(a[150000ms])', 'rate(a[600000ms])']);
    expect(texts('max_over_time(a[1m:5s] offset 1h)')).toHaveLength(6);
  });

  it('change the value of each matcher, and remove it', () => {
    expect(texts('up{job="services",service=~"a|b"}')).toEqual([
      'up{job="services-not",service=~"a|b"}',
      'up{service=~"a|b"}',
      'up{job="services",service=~"a|b-not"}',
      'up{job="services"}',
    ]);
  });

  it('change nothing in a label list, a string or a name', () => {
    expect(texts('sum by (le5, x) (label_replace(a5, "b", "1", "c", "5m"))')).toEqual([]);
  });
});
