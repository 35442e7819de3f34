import { endFault, publishFault, rollBackAll, readFaultState, unseal } from '../break/index.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { stopCustomers } from './customers.ts';
import { endKeeper } from './incident/incident.ts';
import { endRound } from './round-file.ts';
import { removeSealed } from './incident/sealed-incident.ts';

/** Ends a round: stops the customers, and reverts the fault and the mitigations. */
export async function tearDown(lab: Lab): Promise<void> {
  // First, so that it cannot start a fault that is being ended.
  await endKeeper(lab);
  endRound(lab);
  removeSealed(lab);
  await stopCustomers(lab);
  const secret = readFaultState(lab).active.filter((one) => one.secret);
  for (const active of secret) await endFault(lab, active);
  await rollBackAll(lab);
  unseal(lab);
  for (const active of secret) await publishFault(lab, active);
}
