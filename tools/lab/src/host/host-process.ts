import { Failure } from '@webstore/lab-core/failure.ts';
import { HostClient } from '@webstore/lab-core/host-api/client.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { endProcess } from '@webstore/lab-core/machine/end-process.ts';
import { lastLines } from '@webstore/lab-core/machine/log-file.ts';
import { readPidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { startBackground } from '@webstore/lab-core/machine/start-background.ts';
import { host } from '@webstore/supervisor/components/host.ts';

const startsWithinMs = 30_000;

/**
 * Starts the host of a lab in containers, as a process of this machine: a container would need Docker's
 * socket. Natively the supervisor starts it. `./lab down` ends it.
 */
export async function startHost(lab: Lab): Promise<void> {
  const client = new HostClient(lab);
  const running = readPidFile(lab, 'host');
  if (running && (await client.isReadyWithin(0))) return;
  if (running) await endProcess(running, 'SIGTERM', host.graceMs);
  const { command, args, env } = host.launch!(lab);
  // Docker reads where it runs from the environment, as DOCKER_HOST.
  startBackground(lab, 'host', { command, args, env: { ...process.env, ...env } });
  if (await client.isReadyWithin(startsWithinMs)) return;
  throw new Failure(['The host of the lab did not start:', ...lastLines(lab.log('host'), 5)].join('\n'));
}

/** Its row in `./lab status` of a lab in containers. */
export function hostStatus(lab: Lab) {
  const isRunning = readPidFile(lab, 'host') !== undefined;
  return {
    name: 'host',
    state: isRunning ? ('ready' as const) : ('stopped' as const),
    status: isRunning ? 'a process of this machine' : './lab up --docker starts it',
    ports: [lab.port('host')],
    settled: true,
    isFrozen: false,
  };
}
