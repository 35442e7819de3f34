import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { findExercise } from './find-exercise.ts';
import { changeRound, mustBeInARound, type RoundFile } from './round-file.ts';

/** Stores answers; nothing is checked yet. */
export async function answer(lab: Lab, given: Record<string, string>): Promise<void> {
  const { questions } = await findExercise(mustBeInARound(lab).exercise);
  const at = new Date();
  const added: RoundFile['answers'] = {};
  for (const [name, value] of Object.entries(given)) {
    if (!questions.some((question) => question.name === name) || value.trim() === '') {
      const names = questions.map((question) => `${question.name}=…`).join(' ');
      throw new Failure(`"${name}=${value}" answers nothing that is asked: ${names}.`, exitCodes.usage);
    }
    added[name] = { value: value.trim(), at };
  }
  changeRound(lab, (before) => ({ ...before, answers: { ...before.answers, ...added } }));
}

/** Shows the next hint, which counts; after the last one, that one again. */
export async function nextHint(lab: Lab) {
  const round = mustBeInARound(lab);
  const { hints } = await findExercise(round.exercise);
  const tier = Math.min(round.hints.length, hints.length - 1);
  const isNew = round.hints.length < hints.length;
  if (isNew) changeRound(lab, (before) => ({ ...before, hints: [...before.hints, new Date()] }));
  return { tier: tier + 1, of: hints.length, hint: hints[tier]!, isNew };
}
