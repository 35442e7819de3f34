import type { NamedExercise } from '@webstore/exercises';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { readFaultState, seal } from '../faults/index.ts';
import { sendCustomers } from '../../customers/customers.ts';
import { findExercise } from './find-exercise.ts';
import { type Drawn, drawIncident, startKeeper } from './incident/incident.ts';
import { removeSealed } from './incident/sealed-incident.ts';
import { beginRound, endRound } from './round-file.ts';

/** Begins a round: customers come, and an incident is drawn and sealed. */
export async function start(lab: Lab, learner: string, name: string, drawn: Drawn): Promise<void> {
  const exercise = await findExercise(name);
  beginRound(lab, {
    exercise: exercise.id,
    learner,
    startedAt: new Date(),
    hints: [],
    answers: {},
    tries: [],
  });
  await begin(lab, exercise, drawn);
}

/** The steps after the round is recorded; a failure removes the record. */
async function begin(lab: Lab, { isIncident, customers }: NamedExercise, drawn: Drawn): Promise<void> {
  try {
    mustNotBeBroken(lab);
    // Left by a failed start.
    removeSealed(lab);
    if (isIncident) drawIncident(lab, drawn);
    await sendCustomers(lab, customers);
    seal(lab);
    if (isIncident) startKeeper(lab);
  } catch (error) {
    endRound(lab);
    throw error;
  }
}

/** A fault that was started by hand would be detected as well. */
function mustNotBeBroken(lab: Lab): void {
  const { active } = readFaultState(lab);
  if (active.length > 0)
    throw new Failure(`${active.map(({ id }) => id).join(', ')} is on: ./lab heal first.`);
}
