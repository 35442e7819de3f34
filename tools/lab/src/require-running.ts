import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { runsInContainers } from './containers/containers.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { isSupervised } from '@webstore/supervisor/daemon/client.ts';

/** Whether this lab runs, in the form of its last start. */
export const isRunning = (lab: Lab): Promise<boolean> =>
  lab.inContainers ? runsInContainers(lab) : isSupervised(lab);

export async function requireRunning(lab: Lab): Promise<void> {
  if (await isRunning(lab)) return;
  const start = lab.inContainers ? './lab up --docker' : './lab up';
  throw new Failure(`The lab is not running: ${start} starts it.`, exitCodes.notRunning);
}
