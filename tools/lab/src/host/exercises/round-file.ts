import { z } from 'zod';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { jsonState } from '@webstore/lab-core/state/json-state.ts';

const moment = z.coerce.date();

const round = z.object({
  exercise: z.string(),
  learner: z.string(),
  startedAt: moment,
  /** One for each tier that was shown. */
  hints: z.array(moment),
  answers: z.record(z.string(), z.object({ value: z.string(), at: moment })),
  /** Each check, with the predicates that failed and those that held. */
  tries: z.array(z.object({ at: moment, wrong: z.array(z.string()), right: z.array(z.string()) })),
});
/** An exercise in progress. One at a time in a lab: they share its shop. */
export type RoundFile = z.infer<typeof round>;

/** Stored with the data: `./lab down --wipe` ends a round as well. */
export const roundState = (lab: Lab) =>
  jsonState(lab.stateFile('exercises', 'round.json'), round.optional(), undefined, {
    repair: 'the round it describes is lost. ./lab exercise reset ends it.',
  });

export const currentRound = (lab: Lab): RoundFile | undefined => roundState(lab).read();

export function mustBeInARound(lab: Lab): RoundFile {
  const current = currentRound(lab);
  return current ?? noRound();
}

function noRound(): never {
  throw new Failure('No exercise is running: ./lab exercise list shows what there is.', exitCodes.usage);
}

/** @throws Failure when one is running */
export const beginRound = (lab: Lab, round: RoundFile): void =>
  roundState(lab).change((running) => {
    if (!running) return round;
    throw new Failure(`${running.exercise} is running: ./lab exercise check, give-up or reset ends it.`);
  });

/** @throws Failure when none is running */
export const changeRound = (lab: Lab, change: (before: RoundFile) => RoundFile): void =>
  roundState(lab).change((running) => change(running ?? noRound()));

export const endRound = (lab: Lab): void => roundState(lab).remove();
