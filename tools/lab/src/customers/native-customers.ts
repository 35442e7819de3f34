import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { endScript } from '@webstore/lab-core/machine/end-process.ts';
import { openLog } from '@webstore/lab-core/machine/log-file.ts';
import { markOf } from '@webstore/lab-core/machine/mark.ts';
import { readPidFile, removePidFile, writePidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { k6, scriptOf } from '../commands/traffic/k6.ts';
import { type BackgroundCustomers, graceMs, loadOf, waveOf } from './background-customers.ts';

/**
 * Processes of this machine; their output is in the folder of `./lab logs`. `./lab down` finds and ends
 * processes with a pid file, so these never outlive the lab.
 */
export const nativeCustomers = (lab: Lab): BackgroundCustomers => ({
  async send(customers, group) {
    const { command, args, cwd, env } = k6(lab, scriptOf(lab, customers.scenario), loadOf(customers), true);
    const log = openLog(lab.log(group), false);
    const child = spawn(command, [...args, ...waveOf(group)], {
      cwd,
      env: { ...env, ...markOf(lab.home, group) },
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.unref();
    if (child.pid !== undefined) writePidFile(lab, group, child.pid);
  },

  async areThere(group) {
    return readPidFile(lab, group) !== undefined;
  },

  async stop(group) {
    const identity = readPidFile(lab, group);
    if (identity) await endScript(identity, graceMs);
    removePidFile(lab, group);
  },
});
