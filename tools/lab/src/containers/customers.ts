import { basename } from 'node:path';
import { execa } from 'execa';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { loadVariables, scriptOf } from '../commands/traffic/k6.ts';
import {
  type BackgroundCustomers,
  graceMs,
  type Group,
  loadOf,
  waveOf,
} from '../customers/background-customers.ts';
import { type Compose, compose, composeEnv } from './compose.ts';
import { k6Run } from './verbs.ts';

/** A container of k6 for each group, with a name by which it is found again. `./lab down` removes it. */
export function containerCustomers(
  lab: Lab,
  run: Compose = (args) => compose(lab, args),
  docker: Docker = (args) => execa('docker', args, { stdin: 'ignore', reject: false }),
): BackgroundCustomers {
  const nameOf = (group: Group) => `${composeEnv(lab)['COMPOSE_PROJECT_NAME']}-${group}`;
  const areThere = async (group: Group) => {
    const { stdout } = await docker(['ps', '--quiet', '--filter', `name=^${nameOf(group)}$`]);
    return stdout.trim() !== '';
  };
  return {
    async send(customers, group) {
      const script = basename(scriptOf(lab, customers.scenario));
      const own = ['--detach', '--name', nameOf(group)];
      const args = k6Run(lab, script, loadVariables(loadOf(customers)), own, waveOf(group));
      const { exitCode, stderr } = await run(args);
      if (exitCode !== 0)
        throw new Failure(`The customers did not come: ${stderr.trim().split('\n').at(-1)}`);
    },
    areThere,
    async stop(group) {
      if (await areThere(group)) await docker(['stop', '--time', String(graceMs / 1000), nameOf(group)]);
    },
  };
}

type Docker = (args: string[]) => Promise<{ exitCode?: number; stdout: string }>;
