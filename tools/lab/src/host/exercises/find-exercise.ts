import { allExercises, type NamedExercise } from '@webstore/exercises';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { RoundFile } from './round-file.ts';

export async function findExercise(name: string): Promise<NamedExercise> {
  const all = await allExercises();
  // 01, slowest-span or 01-slowest-span, to match what the list shows.
  const [found, ...others] = all.filter(
    ({ id }) => id === name || id.startsWith(`${name}-`) || id.slice(3) === name,
  );
  if (found && others.length === 0) return found;
  throw new Failure(
    `There is no exercise ${name}; there are: ${all.map(({ id }) => id).join(', ')}.`,
    exitCodes.usage,
  );
}

export const valuesOf = (answers: RoundFile['answers']): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).map(([name, { value }]) => [name, value]));
