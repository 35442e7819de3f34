import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SharedCheck } from './shared-check';

describe('the check of a dependency', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const never = () => new Promise<void>(() => undefined);
  const check = vi.fn<() => Promise<unknown>>();
  const shared = () => new SharedCheck({ name: 'postgres', check });
  beforeEach(() => void check.mockReset());

  it('has a result at its deadline, even if it hangs', async () => {
    check.mockImplementation(never);
    const result = expect(shared().run()).rejects.toThrow('no answer within 2000 ms');
    await vi.advanceTimersByTimeAsync(2_000);
    await result;
  });

  it('runs once for many probes while it hangs, and reports for how long', async () => {
    check.mockImplementation(never);
    const sut = shared();
    const results: PromiseSettledResult<void>[] = [];
    for (let probe = 0; probe < 5; probe++) {
      void Promise.allSettled([sut.run()]).then(([result]) => results.push(result!));
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(check).toHaveBeenCalledTimes(1);
    expect(results.map((result) => (result as PromiseRejectedResult).reason.message)).toEqual([
      'no answer within 2000 ms',
      'no answer for 7 s',
      'no answer for 12 s',
      'no answer for 17 s',
      'no answer for 22 s',
    ]);
  });

  it('runs again after the hanging check has ended or has been abandoned', async () => {
    check.mockImplementationOnce(never).mockResolvedValue('pong');
    const sut = shared();
    const first = expect(sut.run()).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(30_000);
    await first;
    await sut.run();
    await sut.run();
    expect(check).toHaveBeenCalledTimes(3);
  });

  it('fails with the error of a check that throws synchronously', async () => {
    check.mockImplementation(() => {
      throw new Error('no client');
    });
    await expect(shared().run()).rejects.toThrow('no client');
  });
});
