import { resolveFault } from '@webstore/faults';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { type ActiveFault, removeFault } from './active-faults.ts';
import { mechanismOf } from './mechanisms/index.ts';

const occurrenceOf = ({ id, parameters, key }: ActiveFault) => ({ fault: resolveFault(id, parameters), key });

/** Reverts a fault's changes, and resolves when none is left and the components are ready. */
export async function endFault(lab: Lab, active: ActiveFault): Promise<void> {
  const mechanism = mechanismOf(active.id);
  const occurrence = occurrenceOf(active);
  await mechanism.end(lab, occurrence);
  if (await mechanism.holds(lab, occurrence)) throw new Failure(`${active.id} has not ended: try again.`);
  removeFault(lab, active.key);
}

/** Whether the fault is still in effect: a restart or a rollback may have ended it before healing. */
export const stillHolds = (lab: Lab, active: ActiveFault): Promise<boolean> =>
  mechanismOf(active.id).holds(lab, occurrenceOf(active));
