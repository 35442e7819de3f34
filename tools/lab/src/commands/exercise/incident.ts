import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { endScript } from '@webstore/lab-core/machine/end-process.ts';
import { openLog } from '@webstore/lab-core/machine/log-file.ts';
import { markOf } from '@webstore/lab-core/machine/mark.ts';
import { readPidFile, removePidFile, writePidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { draw } from './draw.ts';
import { commitmentTo, storeSealed } from './sealed-incident.ts';

export interface Drawn {
  seed?: number;
  level: number;
}

/** Draws what will happen and puts it away. @returns what binds us to it */
export function drawIncident(lab: Lab, { seed = randomInt(2 ** 32), level }: Drawn): string {
  return commitmentTo(storeSealed(lab, draw(seed, level)));
}

/** Begins it when its time has come, also when the terminal is closed by then. `./lab down` ends it. */
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

/** Also in the middle of what it begins: that is written down before, and can be put back. */
export async function endKeeper(lab: Lab): Promise<void> {
  const identity = readPidFile(lab, 'keeper');
  if (identity) await endScript(identity, 2_000);
  removePidFile(lab, 'keeper');
}
