import type { Customers } from '@webstore/exercises';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { endScript } from '@webstore/lab-core/machine/end-process.ts';
import { readPidFile, removePidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { startBackground } from '@webstore/lab-core/machine/start-background.ts';
import { k6, scriptOf } from '../../commands/traffic/k6.ts';

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
  const { command, args, cwd, env = {} } = k6(lab, scriptOf(lab, scenario), load, true);
  // Distinct from each other and from ./lab traffic: two processes that write the same series corrupt them.
  const tagged = [...args, '--quiet', '--tag', `wave=${name}`];
  startBackground(lab, name, { command, args: tagged, cwd, env });
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
