import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { endScript } from '@webstore/lab-core/machine/end-process.ts';
import { openLog } from '@webstore/lab-core/machine/log-file.ts';
import { markOf } from '@webstore/lab-core/machine/mark.ts';
import { readPidFile, removePidFile, writePidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { modeOf } from '../../break/mode.ts';
import { draw } from './draw.ts';
import { commitmentTo, storeSealed } from './sealed-incident.ts';

export interface Drawn {
  seed?: number;
  level: number;
}

/** Draws and seals an incident. @returns the commitment to it */
export function drawIncident(lab: Lab, { seed = randomInt(2 ** 32), level }: Drawn): string {
  return commitmentTo(storeSealed(lab, draw(seed, level, modeOf(lab))));
}

/** Starts the incident on time, even after the terminal has closed. `./lab down` ends it. */
export function startKeeper(lab: Lab): void {
  const log = openLog(lab.log('keeper'), false);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'incident-scheduler.ts')], {
    cwd: lab.root,
    env: { ...process.env, LAB_HOME: lab.home, ...markOf(lab.home, 'keeper') },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  if (child.pid !== undefined) writePidFile(lab, 'keeper', child.pid);
}

/** Also during the start of a fault: the fault is recorded first, and can be reverted. */
export async function endKeeper(lab: Lab): Promise<void> {
  const identity = readPidFile(lab, 'keeper');
  if (identity) await endScript(identity, 2_000);
  removePidFile(lab, 'keeper');
}
