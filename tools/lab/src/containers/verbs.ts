import type { Lab } from '@webstore/lab-core/lab.ts';
import { table } from '@webstore/lab-core/output/table.ts';
import { hostStatus } from '../host/host-process.ts';
import { composeHere } from './compose.ts';
import { type ContainerStatus, containersOf } from './containers.ts';

const columns = [
  { title: 'part' },
  { title: 'state' },
  { title: 'in the words of Docker' },
  { title: 'ports' },
];

/** Prints every container, including optional profiles and completed one-shots, and the host. */
export async function statusOfContainers(lab: Lab, json = false): Promise<ContainerStatus[]> {
  const containers = await containersOf(lab);
  const parts = containers.length > 0 ? [...containers, hostStatus(lab)] : [];
  if (json)
    console.log(JSON.stringify({ running: parts.length > 0, portOffset: lab.portOffset, parts }, null, 2));
  else if (parts.length === 0) console.log('The lab is not running: ./lab up --docker starts it.');
  else
    console.log(
      table(
        columns,
        parts.map(({ name, state, status, ports }) => [name, state, status, ports.join(' ')]),
      ),
    );
  return parts;
}

/** Stops and removes the containers; with `wipe`, also the volumes with all data. */
export const downContainers = (lab: Lab, wipe = false) =>
  composeHere(lab, ['--profile', '*', 'down', '--remove-orphans', ...(wipe ? ['--volumes'] : [])]);

export const logsOfContainer = (lab: Lab, part: string, { follow = false, lines = 100 }) =>
  composeHere(lab, ['--profile', '*', 'logs', `--tail=${lines}`, ...(follow ? ['--follow'] : []), part]);

/** The arguments of Compose for k6 with one scenario, in a container beside the shop. */
export function k6Run(
  lab: Lab,
  script: string,
  variables: Record<string, string>,
  options: string[] = [],
  flags: string[] = [],
): string[] {
  const given = Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const tags = ['--tag', `environment=${lab.environment}`];
  const run = ['run', '-o', 'experimental-prometheus-rw', ...tags, ...flags, `/load-tests/${script}`];
  return ['--profile', 'k6', 'run', '--rm', '--no-deps', ...options, ...given, 'k6', ...run];
}

export const trafficFromContainer = (
  lab: Lab,
  script: string,
  variables: Record<string, string>,
): Promise<number> => composeHere(lab, k6Run(lab, script, variables));
