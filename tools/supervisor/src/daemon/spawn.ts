import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { isSupervised } from './client.ts';
import { reasonOf } from '@webstore/lab-core/state/system-error.ts';
import { lastLines, openLog } from '@webstore/lab-core/machine/log-file.ts';
import { markOf } from '@webstore/lab-core/machine/mark.ts';

/** Starts the supervisor in the background and returns when it answers. */
export async function spawnSupervisor(lab: Lab): Promise<void> {
  const log = openOwnLog(lab);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    cwd: lab.root,
    detached: true,
    env: { ...process.env, LAB_ENVIRONMENT: lab.environment, ...markOf(lab.home, 'supervisor') },
    stdio: ['ignore', log ?? 'ignore', log ?? 'ignore'],
  });
  child.on('error', () => undefined); // It then has no pid and no exit code.
  if (log !== undefined) closeSync(log);
  child.unref();
  while (!(await isSupervised(lab))) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      throw new Failure(['The supervisor ended at once:', ...lastLines(lab.log('supervisor'), 5)].join('\n'));
    }
    await delay(50);
  }
}

/** It also runs without a log: `./lab status` shows its failures. */
function openOwnLog(lab: Lab): number | undefined {
  const file = lab.log('supervisor');
  try {
    return openLog(file, true);
  } catch (error) {
    console.error(`${file} cannot be written: ${reasonOf(error)}. The supervisor runs without a log.`);
    return undefined;
  }
}
