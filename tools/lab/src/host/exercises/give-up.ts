import { type Act, type NamedExercise, solverOf } from '@webstore/exercises';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { Failure, messageOf } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { endWithResult } from './end-with-result.ts';
import { findExercise } from './find-exercise.ts';
import { resultOf } from './grading/result-of.ts';
import { signalsOf } from './grading/signals.ts';
import { mustBeInARound, type RoundFile } from './round-file.ts';

/** Ends the round without points, and shows what was to be found. */
export async function giveUp(control: ComponentControl, { solution }: { solution: boolean }) {
  const { lab } = control;
  const round = mustBeInARound(lab);
  const exercise = await findExercise(round.exercise);
  const found = solution && !exercise.isIncident ? await solutionOf(lab, exercise, round) : null;
  const names = exercise.questions.map(({ name }) => name);
  const result = { ...resultOf(round, new Date(), names), outcome: 'given up', score: 0 } as const;
  return {
    exercise: exercise.id,
    solution: found,
    debrief: await endWithResult(control, exercise, round, result),
  };
}

/** Giving up shows the solution; the shop then stays unchanged. */
const refuseActions: Act = (...args) =>
  Promise.reject(new Failure(`it takes a deed, ./lab ${args.join(' ')}`));

async function solutionOf(lab: Lab, { id, questions }: NamedExercise, { startedAt }: RoundFile) {
  const solve = await solverOf(id);
  try {
    const found = await solve({ ...signalsOf(lab), startedAt }, refuseActions);
    return {
      answers: questions.map(({ name }) => ({ question: name, value: found[name] ?? '' })),
      problem: null,
    };
  } catch (error) {
    return { answers: [], problem: messageOf(error) };
  }
}
