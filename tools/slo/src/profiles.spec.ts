import { describe, expect, it } from 'vitest';
import { minimumEvents, profiles, recordedFrom } from './profiles.ts';

describe('the minimum of events', () => {
  it('keeps evenly spread events less than two short windows apart, for each pair of windows', () => {
    for (const { alerts } of Object.values(profiles)) expect(alerts.map(minimumEvents)).toEqual([7, 7, 7]);
    expect(minimumEvents({ long: '1h', short: '15m' })).toBe(3);
  });

  it('is the one of the pair with this long window, and 1 in a short window', () => {
    const minimums = (name: keyof typeof profiles, ...windows: string[]) =>
      windows.map((window) => recordedFrom(profiles[name], window));
    expect(minimums('lab', '25s', '1m15s', '5m', '15m', '1h')).toEqual([1, 1, 1, 7, 7]);
    expect(minimums('production', '5m', '30m', '1h', '6h', '3d', '30d')).toEqual([1, 1, 7, 1, 7, 7]);
  });
});
