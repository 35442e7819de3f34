import { exitCodes, Failure } from './failure.ts';
import { runsInContainers } from './docker/containers.ts';
import type { Lab } from './lab.ts';
import { isSupervised } from './supervisor/client.ts';

/** Whether this lab runs, in whichever form it was started last. */
export const isRunning = (lab: Lab): Promise<boolean> =>
  lab.inContainers ? runsInContainers(lab) : isSupervised(lab);

export async function mustRun(lab: Lab): Promise<void> {
  if (await isRunning(lab)) return;
  const start = lab.inContainers ? './lab up --docker' : './lab up';
  throw new Failure(`The lab is not running: ${start} starts it.`, exitCodes.notRunning);
}
