import { describe, expect, it } from 'vitest';
import { secondsOf } from './duration.ts';

describe('a duration as Prometheus writes it', () => {
  it.each([
    ['25s', 25],
    ['1m15s', 75],
    ['3d', 259_200],
  ])('%s is %d seconds', (duration, seconds) => {
    expect(secondsOf(duration)).toBe(seconds);
  });

  it('needs a unit', () => {
    expect(() => secondsOf('25')).toThrow('"25" is no duration');
  });
});
