import { describe, expect, it } from 'vitest';
import { problemOf } from '@webstore/lab-core/host-api/problem.ts';
import { OperationRunning, Operations } from './operations.ts';

describe('the operations of the host', () => {
  const never = new AbortController().signal;
  const failing = async () => {
    throw new Error('no luck');
  };

  it('end with a problem or a result, and let the next one begin', async () => {
    const sut = new Operations(() => problemOf('internal'));
    const first = sut.start('heal', failing);
    await sut.change(first, 0, never);
    expect(first).toMatchObject({ state: 'failed', problem: { status: 500 }, endedAt: expect.any(String) });
    const second = sut.start('heal', async (progress) => {
      progress('one');
      return 2;
    });
    await sut.change(second, 1, never);
    expect(second).toMatchObject({ state: 'succeeded', result: 2, progress: [{ line: 'one' }] });
    expect(sut.list()).toEqual([second, first]);
  });

  it('let a caller wait for work within a request, which leaves no operation', async () => {
    const sut = new Operations(() => problemOf('internal'));
    const { promise, resolve } = Promise.withResolvers<string>();
    const round = sut.alone('startRound', () => promise);
    const [running] = sut.list();
    expect(() => sut.start('heal', failing)).toThrow(OperationRunning);
    await expect(sut.alone('startRound', failing)).rejects.toThrow(OperationRunning);
    const follower = sut.change(running!, 0, never);
    resolve('a round');
    await follower;
    expect(running).toMatchObject({ state: 'succeeded' });
    expect(await round).toBe('a round');
    await expect(sut.alone('startRound', failing)).rejects.toThrow('no luck');
    expect(sut.list()).toEqual([]);
  });

  it('stop a wait whose caller has left', async () => {
    const sut = new Operations(() => problemOf('internal'));
    const running = sut.start('heal', () => new Promise(() => undefined));
    const caller = new AbortController();
    const wait = sut.change(running, 0, caller.signal);
    caller.abort();
    await wait;
    expect(running.state).toBe('running');
  });

  it('are a hundred in memory', async () => {
    const sut = new Operations(() => problemOf('internal'));
    for (let n = 0; n < 105; n++)
      await sut.change(
        sut.start(`n${n}`, async () => n),
        0,
        never,
      );
    expect(sut.list()).toHaveLength(100);
    expect(sut.list()[0]).toMatchObject({ kind: 'n104' });
  });
});
