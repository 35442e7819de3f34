import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { Customers } from '@webstore/exercises';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { endScript } from '@webstore/lab-core/machine/end-process.ts';
import { openLog } from '@webstore/lab-core/machine/log-file.ts';
import { markOf } from '@webstore/lab-core/machine/mark.ts';
import { readPidFile, removePidFile, writePidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { k6, scriptOf } from '../traffic/k6.ts';

/** `./lab down` finds and ends processes with a pid file, so these never outlive the lab. */
const groups = ['customers', 'customers-2'] as const;
type Group = (typeof groups)[number];
/** Maximum duration of an exercise. */
const longest = 6 * 3_600_000;
const graceMs = 3_000;

/** Starts customers who buy until they are stopped; k6's output is in the folder of `./lab logs`. */
export function sendCustomers(
  lab: Lab,
  { scenario, users, country }: Customers,
  name: Group = 'customers',
): void {
  const load = { users, duration: longest, ...(country && { country }) };
  const { command, args, cwd, env } = k6(lab, scriptOf(lab, scenario), load, true);
  const log = openLog(lab.log(name), false);
  // Distinct from each other and from ./lab traffic: two processes that write the same series corrupt them.
  const child = spawn(command, [...args, '--quiet', '--tag', `wave=${name}`], {
    cwd,
    env: { ...env, ...markOf(lab.home, name) },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  if (child.pid !== undefined) writePidFile(lab, name, child.pid);
}

export const areCustomersThere = (lab: Lab): boolean => readPidFile(lab, 'customers') !== undefined;

/** Returns when the last customer has stopped; an order in progress stays as it is. */
export async function stopCustomers(lab: Lab, which: readonly Group[] = groups): Promise<void> {
  const gone = which.map(async (name) => {
    const identity = readPidFile(lab, name);
    if (identity) await endScript(identity, graceMs);
    removePidFile(lab, name);
  });
  await Promise.all(gone);
}
