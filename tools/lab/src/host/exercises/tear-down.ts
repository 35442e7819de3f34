import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { endFault, publishFault, rollBackAll, readFaultState, unseal } from '../faults/index.ts';
import { stopCustomers } from '../../customers/customers.ts';
import { endKeeper } from './incident/incident.ts';
import { endRound } from './round-file.ts';
import { removeSealed } from './incident/sealed-incident.ts';

/** Ends a round: stops the customers, and reverts the fault and the mitigations. */
export async function tearDown(control: ComponentControl): Promise<void> {
  const { lab } = control;
  // First, so that it cannot start a fault that is being ended.
  await endKeeper(lab);
  endRound(lab);
  removeSealed(lab);
  await stopCustomers(lab);
  const secret = readFaultState(lab).active.filter((one) => one.secret);
  for (const active of secret) await endFault(control, active);
  await rollBackAll(control);
  unseal(lab);
  for (const active of secret) await publishFault(lab, active);
}
