import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogThreshold } from './log-threshold';

describe('the log threshold', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('accepts a level and all more severe ones', () => {
    const sut = new LogThreshold('info');
    expect(['error', 'warn', 'info'].every((level) => sut.passes(level as 'info'))).toBe(true);
    expect(sut.passes('debug')).toBe(false);
  });

  it('falls back after the given minutes, and reports when', () => {
    const sut = new LogThreshold('info');
    const { until } = sut.set('debug', 2);
    expect(Date.parse(until!) - Date.now()).toBe(120_000);
    vi.advanceTimersByTime(119_999);
    expect(sut.state().level).toBe('debug');
    vi.advanceTimersByTime(1);
    expect(sut.state()).toEqual({ level: 'info', default: 'info', until: undefined });
  });

  it('replaces an earlier end time when it is set again', () => {
    const sut = new LogThreshold('info');
    sut.set('debug', 1);
    sut.set('warn');
    vi.advanceTimersByTime(3_600_000);
    expect(sut.state().level).toBe('warn');
  });
});
