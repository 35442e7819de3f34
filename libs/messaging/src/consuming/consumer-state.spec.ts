import type { Consumer } from 'kafkajs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConsumerState } from './consumer-state';

const names = ['GROUP_JOIN', 'HEARTBEAT', 'FETCH', 'STOP', 'DISCONNECT', 'CRASH'] as const;

describe('the state of a consumer', () => {
  const listeners = new Map<string, (event: unknown) => void>();
  const events = Object.fromEntries(names.map((name) => [name, name]));
  const on = (name: string, listener: (event: unknown) => void) => listeners.set(name, listener);
  const died = vi.fn();
  let sut: ConsumerState;
  const happens = (name: (typeof names)[number], payload: object = {}) => listeners.get(name)!({ payload });

  beforeEach(() => {
    vi.useFakeTimers();
    died.mockClear();
    sut = new ConsumerState();
    sut.follow({ events, on } as unknown as Consumer, died);
  });
  afterEach(() => vi.useRealTimers());

  it('is running after the group join, and is not running after half a minute of silence', async () => {
    expect(sut.isRunning).toBe(false);
    happens('GROUP_JOIN');
    expect(sut.isRunning).toBe(true);
    vi.advanceTimersByTime(29_000);
    happens('HEARTBEAT');
    vi.advanceTimersByTime(29_000);
    expect(sut.isRunning).toBe(true);
    vi.advanceTimersByTime(1_000);
    await expect(sut.check()).rejects.toThrow('hears nothing from Kafka for 30 s');
  });

  it('is down after a crash until it rejoins its group, and is dead only after a crash that kafkajs does not retry', async () => {
    happens('GROUP_JOIN');
    happens('DISCONNECT');
    happens('CRASH', { error: new Error('no broker'), restart: true });
    await expect(sut.check()).rejects.toThrow('crashed, starts again: Error: no broker');
    expect(died).not.toHaveBeenCalled();
    happens('GROUP_JOIN');
    expect(sut.isRunning).toBe(true);
    const error = new TypeError('boom');
    happens('CRASH', { error, restart: false });
    expect(died).toHaveBeenCalledExactlyOnceWith(error);
    expect(sut.isRunning).toBe(false);
  });

  it('is down after a stop', async () => {
    happens('GROUP_JOIN');
    happens('STOP');
    await expect(sut.check()).rejects.toThrow('the consumer is stopped');
  });
});
