import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guarded, guardedMethods, telemetryFailed } from './guarded';
import { exposition } from './metrics/registry';

vi.mock('./config', () => ({ telemetryConfig: {} }));

const failures = async (part: string) =>
  Number(
    (await exposition()).body.match(
      new RegExp(`^webstore_telemetry_failures_total\\{part="${part}"\\} (\\d+)`, 'm'),
    )?.[1],
  );
const broken = () => {
  throw new Error('broken');
};

describe('a guarded telemetry component', () => {
  const warn = vi.spyOn(Logger.prototype, 'warn');
  beforeEach(() => {
    vi.useFakeTimers();
    warn.mockReset().mockReturnValue();
  });
  afterEach(() => void vi.useRealTimers());

  it('returns the result of its work, and has a metric before its first failure', async () => {
    expect(guarded('sum', (a: number, b: number) => a + b, broken)(1, 2)).toBe(3);
    expect(await failures('sum')).toBe(0);
  });

  it('returns the fallback if its work throws, and counts the failure', async () => {
    expect(guarded<unknown, [number], number>('throws', broken, (given) => given)(7)).toBe(7);
    expect(await failures('throws')).toBe(1);
  });

  it('resolves to the fallback if its work rejects', async () => {
    await expect(
      guarded(
        'rejects',
        () => Promise.reject<number>(new Error('broken')),
        () => 7,
      )(),
    ).resolves.toBe(7);
    expect(await failures('rejects')).toBe(1);
  });

  it('is logged once a minute, with the number of failures', () => {
    const hook = guarded<unknown, [], void>('noisy', broken, () => undefined);
    for (let second = 0; second < 90; second++) {
      hook();
      vi.advanceTimersByTime(1_000);
    }
    expect(warn.mock.calls.map(([, fields]) => fields)).toEqual([
      { part: 'noisy', failed: 1 },
      { part: 'noisy', failed: 60 },
    ]);
  });

  it('may be the logger itself', async () => {
    warn.mockImplementation(() => telemetryFailed('logger', new Error('broken again')));
    telemetryFailed('logger', new Error('broken'));
    warn.mockImplementation(broken);
    telemetryFailed('another', new Error('broken'));
    expect(await failures('logger')).toBe(2);
    expect(await failures('another')).toBe(1);
  });

  it('keeps the other methods and the state of an object', () => {
    class Part {
      private started = 0;
      start(): number {
        return ++this.started;
      }
      stop(): number {
        return this.started > 1 ? this.started : broken();
      }
    }
    const part = guardedMethods('object', new Part(), { stop: () => -1 });
    part.start();
    expect([part.stop(), part.start(), part.stop()]).toEqual([-1, 2, 2]);
  });
});
