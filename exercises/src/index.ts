import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exercise, Solver } from './exercise.ts';
import { readme, type Introduction } from './readme.ts';

export type {
  Act,
  Customers,
  Exercise,
  Measured,
  Predicate,
  Question,
  Reading,
  Round,
  Signals,
  Solver,
  Trial,
  GroundTruth,
} from './exercise.ts';
export { type Finding, grade, lookedUp } from './grade.ts';
export { type Indicator, indicators, unsteady } from './objectives.ts';
export { scoreOf } from './score.ts';

const root = resolve(import.meta.dirname, '..');

/** An import takes a URL: an unescaped `#` in a path would cut a folder's name. */
const urlOf = (id: string, file: string) => pathToFileURL(join(root, id, file)).href;

export interface NamedExercise extends Exercise, Introduction {
  /** The name of its folder, such as `01-slowest-span`. */
  id: string;
}

/** All exercises in order: a new one needs only a folder. */
export function allExercises(): Promise<NamedExercise[]> {
  const ids = readdirSync(root).filter((name) => /^\d\d-/.test(name));
  return Promise.all(ids.toSorted().map(named));
}

async function named(id: string): Promise<NamedExercise> {
  const { exercise } = (await import(urlOf(id, 'exercise.ts'))) as { exercise: Exercise };
  return { id, ...readme(readFileSync(join(root, id, 'README.md'), 'utf8')), ...exercise };
}

export async function solverOf(id: string): Promise<Solver> {
  const { solve } = (await import(urlOf(id, 'solve.ts'))) as { solve: Solver };
  return solve;
}
