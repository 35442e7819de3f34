import { describe, expect, it } from 'vitest';
import { beginningOf } from './anomaly.ts';

const looks = (drawn: string) => [...drawn].map((one) => one === 'x');

describe('a series that has left its baseline', () => {
  it.each([
    ['xxxxxxxx', 0],
    ['...xxxxxxxx', 3],
    ['...xxxx.xxxxx', 3],
    ['.x....xxxxxxxx', 6],
  ])('%s has, at reading %i', (drawn, first) => {
    expect(beginningOf(looks(drawn))).toBe(first);
  });

  it.each(['', '........', '...xxxxxxx', 'xxxxxxxx.', '..xxxxxxxxxx....', 'x.x.x.x.x.x.x.x.'])(
    '%s has not, or is back, or left only briefly',
    (drawn) => {
      expect(beginningOf(looks(drawn))).toBeUndefined();
    },
  );
});
