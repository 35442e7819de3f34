import { resolveFault } from '@webstore/faults';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { type ActiveFault, removeFault } from './active-faults.ts';
import { mechanismOf } from './mechanisms/index.ts';

const occurrenceOf = ({ id, parameters, key }: ActiveFault) => ({ fault: resolveFault(id, parameters), key });

/** Reverts a fault's changes, and resolves when none is left and the components are ready. */
export async function endFault(control: ComponentControl, active: ActiveFault): Promise<void> {
  const mechanism = mechanismOf(active.id);
  const occurrence = occurrenceOf(active);
  await mechanism.end(control, occurrence);
  if (await mechanism.holds(control, occurrence)) throw new Failure(`${active.id} has not ended: try again.`);
  removeFault(control.lab, active.key);
}

/** Whether the fault is still in effect: a restart or a rollback may have ended it before healing. */
export const stillHolds = (control: ComponentControl, active: ActiveFault): Promise<boolean> =>
  mechanismOf(active.id).holds(control, occurrenceOf(active));
