import type { NamedExercise } from '@webstore/exercises';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import type { Debrief } from '@webstore/lab-core/host-api/exercises.ts';
import { debriefOf } from './debrief.ts';
import { readSealed } from './incident/sealed-incident.ts';
import { addResult, type Result } from './learners.ts';
import type { RoundFile } from './round-file.ts';
import { tearDown } from './tear-down.ts';

/** Stores the result, ends the round, and opens what was secret. */
export async function endWithResult(
  control: ComponentControl,
  exercise: NamedExercise,
  round: RoundFile,
  result: Result,
): Promise<Debrief> {
  const { lab } = control;
  const best = addResult(lab, round.learner, result);
  const sealed = readSealed(lab);
  await tearDown(control);
  return debriefOf(lab, exercise, round, { result, best, sealed });
}
