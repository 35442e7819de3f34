import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Sweep } from './sweep';

class CountingSweep extends Sweep {
  runs = 0;
  work = async () => {};

  protected override async sweep(): Promise<void> {
    this.runs++;
    await this.work();
  }
}

describe('a sweep', () => {
  let sut: CountingSweep;

  beforeEach(() => {
    vi.useFakeTimers();
    sut = new CountingSweep(1_000);
    sut.onApplicationBootstrap();
  });
  afterEach(() => vi.useRealTimers());

  it('runs again and again', async () => {
    await vi.advanceTimersByTimeAsync(3_500);
    expect(sut.runs).toBe(3);
  });

  it('goes on after a run that failed', async () => {
    vi.spyOn(sut['logger'], 'error').mockReturnValue();
    sut.work = async () => {
      throw new Error('the database is away');
    };
    await vi.advanceTimersByTimeAsync(2_500);
    expect(sut.runs).toBe(2);
  });

  it('finishes the run at hand on shutdown, and starts no other', async () => {
    let finish = () => {};
    sut.work = () => new Promise((resolve) => (finish = resolve));
    await vi.advanceTimersByTimeAsync(1_000);
    let stopped = false;
    const stopping = sut.onModuleDestroy().then(() => (stopped = true));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stopped).toBe(false);
    finish();
    await stopping;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sut.runs).toBe(1);
  });
});
