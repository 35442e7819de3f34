import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { BackgroundWork } from './background-work';

class Work extends BackgroundWork {
  runs = 0;

  constructor(private readonly doRun: (runs: number) => Promise<boolean>) {
    super(1);
  }

  run(): Promise<boolean> {
    return this.doRun(++this.runs);
  }
}

describe('background work', () => {
  it('repeats until the service stops', async () => {
    const sut = new Work(async () => false);
    sut.onApplicationBootstrap();
    await vi.waitFor(() => expect(sut.runs).toBeGreaterThan(3), 20_000);
    await sut.beforeApplicationShutdown();
    const { runs } = sut;
    await turn();
    expect(sut.runs).toBe(runs);
  });

  it('finishes the current run before it stops', async () => {
    let finish: (more: boolean) => void = () => undefined;
    let finished = false;
    const sut = new Work(() => new Promise<boolean>((resolve) => (finish = resolve)));
    sut.onApplicationBootstrap();
    const stopped = sut.beforeApplicationShutdown().then(() => expect(finished).toBe(true));
    await turn();
    finished = true;
    finish(true);
    await stopped;
    expect(sut.runs).toBe(1);
  });

  it('continues after a failed run', async () => {
    const sut = new Work(async (runs) => {
      if (runs === 1) throw new Error('no database');
      return false;
    });
    sut.onApplicationBootstrap();
    await vi.waitFor(() => expect(sut.runs).toBeGreaterThan(1), 20_000);
    await sut.beforeApplicationShutdown();
  });

  it('stops within its deadline even if the current run never ends', async () => {
    vi.useFakeTimers();
    const sut = new Work(() => new Promise(() => undefined));
    sut.onApplicationBootstrap();
    const ended = vi.fn();
    sut.onModuleDestroy();
    void sut.beforeApplicationShutdown().then(ended);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalled();
    vi.useRealTimers();
  });
});
