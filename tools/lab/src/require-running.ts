import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { runsInContainers } from './containers/containers.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { isSupervised } from '@webstore/supervisor/daemon/client.ts';

/** Whether this lab runs, in the form of its last start. */
export const isRunning = (lab: Lab): Promise<boolean> =>
  lab.inContainers ? runsInContainers(lab) : isSupervised(lab);

export async function requireRunning(lab: Lab): Promise<void> {
  if (!(await isRunning(lab))) throw new Failure(notRunning(lab), exitCodes.notRunning);
}

export function notRunning({ environment, inContainers }: Lab): string {
  if (environment !== 'local')
    return `${environment} is not running: ./lab up --environment ${environment} starts it.`;
  return `The lab is not running: ./lab up${inContainers ? ' --docker' : ''} starts it.`;
}
