import { endFault, putReleasesBack, readBook, unseal } from '../break/index.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { sendCustomersAway } from './customers.ts';
import { endKeeper } from './incident.ts';
import { endRound } from './round-file.ts';
import { forget } from './sealed-incident.ts';

/** Ends a round: the customers go, what broke is put back, and so is what was done about it. */
export async function clearAway(lab: Lab): Promise<void> {
  // First, so that it does not begin what is being ended.
  await endKeeper(lab);
  endRound(lab);
  forget(lab);
  await sendCustomersAway(lab);
  for (const active of readBook(lab).active.filter(({ secret }) => secret)) await endFault(lab, active);
  await putReleasesBack(lab);
  unseal(lab);
}
