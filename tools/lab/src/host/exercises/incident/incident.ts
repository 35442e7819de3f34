import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { endScript } from '@webstore/lab-core/machine/end-process.ts';
import { readPidFile, removePidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { startBackground } from '@webstore/lab-core/machine/start-background.ts';
import { modeOf } from '../../faults/mode.ts';
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

/** Starts the incident on time, even after the host was restarted. `./lab down` ends it. */
export function startKeeper(lab: Lab): void {
  startBackground(lab, 'keeper', {
    command: process.execPath,
    args: [join(import.meta.dirname, 'incident-scheduler.ts')],
    env: { ...process.env, LAB_HOME: lab.telemetry.home, LAB_ENVIRONMENT: lab.environment },
  });
}

/** Also during the start of a fault: the fault is recorded first, and can be reverted. */
export async function endKeeper(lab: Lab): Promise<void> {
  const identity = readPidFile(lab, 'keeper');
  if (identity) await endScript(identity, 2_000);
  removePidFile(lab, 'keeper');
}
