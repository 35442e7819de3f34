import { type Exercise, type Finding, grade } from '@webstore/exercises';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { alertFires } from './promtool-test.ts';
import { partAt } from './part-at.ts';
import { signalsOf } from './signals.ts';
import { truthOf } from '../incident/ground-truth.ts';

interface Answered {
  startedAt: Date;
  answers: Record<string, string>;
  now: Date;
}

/** Checks the answers on the running lab, without a record of the check. */
export const gradeRound = (lab: Lab, exercise: Exercise, answered: Answered): Promise<Finding[]> =>
  grade(exercise, {
    ...signalsOf(lab),
    ...answered,
    customers: exercise.customers,
    truth: truthOf(lab),
    fires: (trial) => alertFires(lab, trial),
    partAt: (port) => partAt(lab, port),
  });
