import { afterAll, beforeAll, expect, it } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { type Answers, answers, begins, checked, ends, learner, solved } from './exercise-rounds.ts';
import { ready, run } from '../labs/running-lab.ts';

/** What somebody might well answer who did not look, and what it must be told. */
export interface DoneWrong {
  id: string;
  wrong: Answers;
  about: string;
  says: RegExp;
}

/** Nothing answered, solved, answered wrongly, and passed: every guided exercise goes so. */
export function aRound({ id, wrong, about, says }: DoneWrong): void {
  let startedAt: Date;
  let right: Answers;

  beforeAll(async () => {
    await ready();
    startedAt = await begins({ id });
  });
  afterAll(ends);

  it('is not passed by who answers nothing', async () => {
    const { exitCode, passed, findings } = await checked();
    expect({ exitCode, passed }).toEqual({ exitCode: exitCodes.failed, passed: false });
    expect(findings.filter(({ ok }) => ok)).toEqual([]);
  });

  it('can be solved from telemetry alone', async () => {
    right = await solved(id, startedAt);
    await answers(right);
  });

  it('is not passed with a plausible wrong answer, and says why', async () => {
    await answers(wrong);
    const { exitCode, findings } = await checked();
    expect(exitCode).toBe(exitCodes.failed);
    const said = findings.filter((one) => one.about === about && !one.ok).map(({ measured }) => measured);
    expect(said.join('\n')).toMatch(says);
  });

  it('is passed with what the solver found; then the customers go, and the score is kept', async () => {
    await answers(right);
    const { exitCode, all } = await run('exercise', 'check');
    expect(exitCode, all).toBe(0);
    // Two checks were wrong.
    expect(all).toMatch(/Passed: 90 of 100 after /);
    expect(all).toContain('The shortest way there');
    expect((await run('exercise', 'check')).all).toContain('No exercise is running');
    const { stdout } = await run('exercise', 'list', '--learner', learner, '--json');
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ id, best: 90, running: false }));
  });
}
