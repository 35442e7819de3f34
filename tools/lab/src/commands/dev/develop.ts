import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { observed } from '@webstore/lab-core/clients/services.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { nativeControl } from '@webstore/supervisor/native-control.ts';
import { components } from '@webstore/supervisor/components/index.ts';

/** Services that are built from this repository and have telemetry. */
export const services = [...observed, 'pager'];

/** Node's own default, shifted with the other ports of the lab. */
const inspectorPort = (lab: Lab) => 9229 + lab.portOffset;

/**
 * Replaces a service until Ctrl-C: the compiler watches the sources, Node restarts the service when its
 * output changes, stack traces refer to source lines, and a debugger can attach. Afterwards the supervisor
 * runs the service again.
 */
export async function develop(lab: Lab, service: string): Promise<void> {
  if (lab.inContainers)
    throw new Failure('./lab dev needs the native lab: run ./lab down, then ./lab up.', exitCodes.usage);
  const { args, env, cwd } = components.find(({ name }) => name === service)!.launch!(lab);
  const control = nativeControl(lab);
  await control.stop(service);
  console.log(
    `${service} runs here; inspector at 127.0.0.1:${inspectorPort(lab)}. Ctrl-C gives it back to the lab.`,
  );
  const watching = ['--watch', '--enable-source-maps', `--inspect=127.0.0.1:${inspectorPort(lab)}`];
  const children = [
    run(
      [
        join(lab.root, 'node_modules/typescript/bin/tsc'),
        '-b',
        `services/${service}`,
        '-w',
        '--preserveWatchOutput',
      ],
      { cwd: lab.root },
    ),
    run([...watching, ...args], { env: { ...env }, cwd: cwd ?? lab.root }),
  ];
  const asked = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await Promise.race([asked, ...children.map((child) => once(child, 'exit'))]);
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM');
  await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
  await control.start(service);
  console.log(`${service} runs in the lab again.`);
}

const run = (args: string[], options: { env?: NodeJS.ProcessEnv; cwd: string }) =>
  spawn(process.execPath, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
