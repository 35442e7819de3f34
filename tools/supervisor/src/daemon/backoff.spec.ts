import { describe, expect, it } from 'vitest';
import { backoffMs, failuresAfter, soundAfterMs } from './backoff.ts';

describe('the pause before a part is started again', () => {
  it('doubles with every failure in a row', () => {
    expect([1, 2, 3, 4].map(backoffMs)).toEqual([500, 1000, 2000, 4000]);
  });

  it('never grows past half a minute', () => {
    expect(backoffMs(1000)).toBe(30_000);
  });

  it('is short again after the part ran for a while', () => {
    expect(failuresAfter(7, soundAfterMs)).toBe(1);
    expect(failuresAfter(7, soundAfterMs - 1)).toBe(8);
  });
});
