import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { addResult, bestOf, type Result, resultsOf } from './learners.ts';

const result = (score: number, seconds: number, rest: Partial<Result> = {}): Result => ({
  exercise: '01-slowest-span',
  startedAt: new Date(0),
  endedAt: new Date(seconds * 1000),
  outcome: 'passed',
  score,
  hints: 0,
  wrongTries: 0,
  solvedAfter: {},
  ...rest,
});

describe("a learner's results", () => {
  const home = mkdtempSync(join(tmpdir(), 'learners-'));
  afterAll(() => rmSync(home, { recursive: true }));
  const lab = { home } as Lab;

  it('are stored, and compared with the earlier best', () => {
    expect(addResult(lab, 'ada', result(80, 60))).toBeUndefined();
    expect(addResult(lab, 'ada', result(90, 60))).toMatchObject({ score: 80 });
    expect(resultsOf(lab, 'ada').map(({ score }) => score)).toEqual([80, 90]);
    expect(resultsOf(lab, 'grace')).toEqual([]);
  });

  it('have as the best the highest score, then the shortest time, and no round that was given up', () => {
    const given = result(100, 1, { outcome: 'given up' });
    const results = [result(80, 10), result(90, 60), result(90, 50), given];
    expect(bestOf(results, '01-slowest-span')).toBe(results[2]);
    expect(bestOf(results, '02-other')).toBeUndefined();
  });
});
