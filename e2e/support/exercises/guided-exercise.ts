import { afterAll, beforeAll, expect, it } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { type Answers, answers, begins, checked, ends, learner, solved } from './exercise-rounds.ts';
import { ready, run, runJson } from '../labs/running-lab.ts';

/** Plausible answers without an investigation, and the feedback that they must produce. */
export interface DoneWrong {
  id: string;
  /** Made from the right answers: by chance, what is usually wrong may be right. */
  wrong(right: Answers): Answers;
  about: string;
  says: RegExp;
}

/** The course of every guided exercise: no answer, solved, a wrong answer, and passed. */
export function aRound({ id, wrong, about, says }: DoneWrong): void {
  let startedAt: Date;
  let right: Answers;

  beforeAll(async () => {
    await ready();
    startedAt = await begins({ id });
  });
  afterAll(ends);

  it('is not passed without an answer', async () => {
    const { exitCode, passed, findings } = await checked();
    expect({ exitCode, passed }).toEqual({ exitCode: exitCodes.failed, passed: false });
    expect(findings.filter(({ ok }) => ok)).toEqual([]);
  });

  it('can be solved from telemetry alone', async () => {
    right = await solved(id, startedAt);
    await answers(right);
  });

  it('is not passed with a plausible wrong answer, and explains why', async () => {
    await answers(wrong(right));
    const { exitCode, findings } = await checked();
    expect(exitCode).toBe(exitCodes.failed);
    const said = findings.filter((one) => one.about === about && !one.ok).map(({ measured }) => measured);
    expect(said.join('\n')).toMatch(says);
  });

  it("is passed with the solver's answers; then the customers leave, and the score is recorded", async () => {
    await answers(right);
    const { exitCode, all } = await run('exercise', 'check');
    expect(exitCode, all).toBe(0);
    // Two checks were wrong.
    expect(all).toMatch(/Passed: 90 of 100 after /);
    expect(all).toContain('The shortest way there');
    expect((await run('exercise', 'check')).all).toContain('No exercise is running');
    const { json } = await runJson('exercise', 'list', '--learner', learner, '--json');
    expect(json).toContainEqual(expect.objectContaining({ id, best: 90, running: false }));
  });
}
