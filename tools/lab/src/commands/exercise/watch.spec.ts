import { describe, expect, it } from 'vitest';
import { unsteady } from '@webstore/exercises';
import { view } from './watch.ts';

const objective = (name: string, failedNow: number | undefined) => ({
  objective: name,
  target: 0.99,
  failedNow,
  failed5m: 0.002,
});

describe('the objectives during an exercise', () => {
  it('show the current failures, the target, and missing data', () => {
    const round = {
      exercise: '01-x',
      learner: 'a',
      startedAt: new Date(0).toISOString(),
      hints: [],
      answers: {},
      tries: [],
      commitment: null,
      customersThere: true,
    };
    const all = [objective('freshness', 0.5), objective('browse', undefined)];
    const [title, , , first, second] = view(round, all, new Date(65_000)).split('\n');
    expect(title).toBe('01-x: 1 min 5 s, 0 hints, 0 checks, customers come');
    expect(first).toMatch(/freshness +1\.0 % +50\.0 % +0\.2 % +violated/);
    expect(second).toMatch(/browse +1\.0 % +- +0\.2 %/);
    expect(second).not.toContain('violated');
  });

  it('are steady when all meet their target; no data is no failure', () => {
    const all = [objective('a', 0.5), objective('b', undefined), objective('c', 0.009)];
    expect(unsteady(all).map((one) => one.objective)).toEqual(['a']);
  });
});
