import { endFault, publishFault, rollBackAll, readFaultState, unseal } from '../break/index.ts';
import { controlOf } from '../../control-of.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { stopCustomers } from '../../customers/customers.ts';
import { endKeeper } from './incident/incident.ts';
import { endRound } from './round-file.ts';
import { removeSealed } from './incident/sealed-incident.ts';

/** Ends a round: stops the customers, and reverts the fault and the mitigations. */
export async function tearDown(lab: Lab): Promise<void> {
  const control = controlOf(lab);
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
