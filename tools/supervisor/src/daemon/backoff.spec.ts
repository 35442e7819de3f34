import { describe, expect, it } from 'vitest';
import { backoffMs, failuresAfter, readyWithinMs, soundAfterMs } from './backoff.ts';

describe('the pause before a component is restarted', () => {
  it('doubles with every consecutive failure', () => {
    expect([1, 2, 3, 4].map(backoffMs)).toEqual([500, 1000, 2000, 4000]);
  });

  it('never grows past half a minute', () => {
    expect(backoffMs(1000)).toBe(30_000);
  });

  it('gives each start more time than the one before, for an overloaded machine', () => {
    expect([0, 1, 2, 3, 1000].map(readyWithinMs)).toEqual([120_000, 240_000, 480_000, 960_000, 960_000]);
  });

  it('is short again after the component was ready for a while', () => {
    expect(failuresAfter(7, soundAfterMs)).toBe(1);
    expect(failuresAfter(7, soundAfterMs - 1)).toBe(8);
    expect(failuresAfter(7, 0)).toBe(8);
  });
});
