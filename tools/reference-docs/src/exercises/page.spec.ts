import { beforeAll, describe, expect, it } from 'vitest';
import { allExercises, type NamedExercise, solverOf } from '@webstore/exercises';
import { committed, regenerate } from '@webstore/lab-core/output/generated-files.ts';
import { exercisesPage } from './page.ts';

describe('the exercises', () => {
  let all: NamedExercise[];
  beforeAll(async () => void (all = await allExercises()));

  it('are found by their folders, in order, each with a unique number', () => {
    const numbers = all.map(({ id }) => id.slice(0, 2));
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers).toEqual([...new Set(numbers)].toSorted());
  });

  it('have a solver each', async () => {
    for (const { id } of all) expect(await solverOf(id)).toBeTypeOf('function');
  });

  it('check every question, and need only answers to existing questions', () => {
    for (const { questions, predicates } of all) {
      const names = questions.map(({ name }) => name);
      const needed = predicates.flatMap(({ about, needs = [about] }) => needs);
      expect([...new Set(needed)].toSorted()).toEqual(names.toSorted());
      for (const name of names) expect(predicates.map(({ about }) => about)).toContain(name);
    }
  });

  it('are on a page that is up to date', async () => {
    const generated = await exercisesPage(all);
    expect(committed(generated), regenerate).toEqual(generated);
  });
});
