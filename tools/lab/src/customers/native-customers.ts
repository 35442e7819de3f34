import type { Lab } from '@webstore/lab-core/lab.ts';
import { endScript } from '@webstore/lab-core/machine/end-process.ts';
import { readPidFile, removePidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { startBackground } from '@webstore/lab-core/machine/start-background.ts';
import { k6, scriptOf } from '../commands/traffic/k6.ts';
import { type BackgroundCustomers, graceMs, loadOf, waveOf } from './background-customers.ts';

/**
 * Processes of this machine; their output is in the folder of `./lab logs`. `./lab down` finds and ends
 * processes with a pid file, so these never outlive the lab.
 */
export const nativeCustomers = (lab: Lab): BackgroundCustomers => ({
  async send(customers, group) {
    const program = k6(lab, scriptOf(lab, customers.scenario), loadOf(customers), true);
    const { command, args, cwd = lab.root, env = {} } = program;
    startBackground(lab, group, { command, args: [...args, ...waveOf(group)], cwd, env });
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
