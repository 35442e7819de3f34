import { type Act, type NamedExercise, solverOf } from '@webstore/exercises';
import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import { signalsOf } from '@webstore/lab/host/exercises/grading/signals.ts';
import { lab, run, runJson } from '../labs/running-lab.ts';

export type Answers = Record<string, string>;

interface Checked {
  passed: boolean;
  score: number;
  findings: { about: string; holds: string; ok: boolean; measured: string }[];
}

export const learner = 'e2e';

export async function begins({ id }: Pick<NamedExercise, 'id'>, ...more: string[]): Promise<Date> {
  const startedAt = new Date();
  const { exitCode, all } = await run('exercise', 'start', id, '--learner', learner, ...more);
  expect(exitCode, all).toBe(0);
  return startedAt;
}

/** Cleans up after a failed test. */
export const ends = () => run('exercise', 'reset');

export async function answers(given: Answers): Promise<void> {
  const pairs = Object.entries(given).map((pair) => pair.join('='));
  const { exitCode, all } = await run('exercise', 'answer', ...pairs);
  expect(exitCode, all).toBe(0);
}

export async function checked(): Promise<Checked & { exitCode: number | undefined }> {
  const { exitCode, json } = await runJson<Checked>('exercise', 'check', '--json');
  return { ...json, exitCode };
}

const act: Act = async (...args) => {
  const { exitCode, all } = await run(...args);
  expect(exitCode, all).toBe(0);
};

/** For a solver that only reads and changes nothing. */
export const notDone: Act = () => Promise.resolve();

/** The solver's answers, once there is enough data. Its only other input is the start of the round. */
export async function solved(id: string, startedAt: Date, timeoutMs = 180_000, does = act): Promise<Answers> {
  const solve = await solverOf(id);
  return eventually(() => solve({ ...signalsOf(lab), startedAt }, does), { timeoutMs, everyMs: 2_000 });
}
