import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import { isSupervised } from './client.ts';
import { lastLines, openLog } from './log-file.ts';

/** Starts the supervisor in the background and returns when it answers. */
export async function spawnSupervisor(lab: Lab): Promise<void> {
  const log = openLog(lab.log('supervisor'), true);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    cwd: lab.root,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  while (!(await isSupervised(lab))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Failure(['The supervisor ended at once:', ...lastLines(lab.log('supervisor'), 5)].join('\n'));
    }
    await delay(50);
  }
}
