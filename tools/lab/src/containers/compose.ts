import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { type ContainerPortName, containerPorts, type PortName, ports } from '@webstore/lab-core/ports.ts';
import { portVariable } from './port-variable.ts';
import { storefrontOrigins } from '@webstore/supervisor/components/launching/node-service.ts';

/**
 * The variables of docker-compose.yml besides `.env`. Each lab of this machine with its own ports is a
 * separate project.
 */
export function composeEnv(lab: Lab): Record<string, string> {
  const names = Object.keys({ ...ports, ...containerPorts }) as (PortName | ContainerPortName)[];
  return {
    COMPOSE_PROJECT_NAME: lab.portOffset === 0 ? 'webstore-lab' : `webstore-lab-${lab.portOffset}`,
    CORS_ORIGINS: storefrontOrigins(lab).join(','),
    LAB_STATE: lab.dataFolder,
    ...Object.fromEntries(names.map((name) => [portVariable(name), String(lab.port(name))])),
  };
}

/** Given as the last file, so that it is in force for whatever Compose starts. */
export const overrideFile = (lab: Lab): string => lab.stateFile('compose', 'override.yml');

/** Compose merges them in this order. */
export function composeFiles(lab: Lab): string[] {
  const slim = lab.isSlim ? [join(lab.root, 'docker-compose.slim.yml')] : [];
  return [join(lab.root, 'docker-compose.yml'), ...slim, overrideFile(lab)].filter(existsSync);
}

function composeArgs(lab: Lab, args: string[]): string[] {
  const files = composeFiles(lab).flatMap((file) => ['--file', file]);
  const given = ['--project-directory', lab.root, ...files];
  return ['compose', ...given, '--env-file', lab.envFile, ...args];
}

/** Runs `docker compose` with these arguments on one lab. */
export type Compose = (args: string[]) => Promise<{ exitCode?: number; stdout: string; stderr: string }>;

/** Runs `docker compose` on this lab. The result has its output and exit code. */
export const compose = (lab: Lab, args: string[]) =>
  execa('docker', composeArgs(lab, args), { env: composeEnv(lab), stdin: 'ignore', reject: false });

/** The same on the user's terminal; returns its exit code. */
export async function composeHere(lab: Lab, args: string[]): Promise<number> {
  const options = { env: composeEnv(lab), stdio: 'inherit', reject: false } as const;
  const { exitCode } = await execa('docker', composeArgs(lab, args), options);
  return exitCode ?? exitCodes.failed;
}

/** The same with its output in a log; throws with the end of that output. */
export async function composeLogged(lab: Lab, log: string, args: string[]): Promise<void> {
  const file = lab.log(log);
  const options = { env: composeEnv(lab), stdin: 'ignore', all: true, reject: false } as const;
  const running = execa('docker', composeArgs(lab, args), options);
  running.all.pipe(createWriteStream(file));
  const { exitCode, all } = await running;
  if (exitCode === 0) return;
  const lines = all.trim().split('\n').slice(-5);
  throw new Failure([...lines, `docker compose ${args[0]} failed; all of it is in ${file}.`].join('\n'));
}

/** Names everything missing before anything is started. */
export async function checkDocker(lab: Lab): Promise<void> {
  const { exitCode, stdout, stderr } = await compose(lab, ['version', '--short']);
  if (exitCode !== 0) {
    const said = stderr.trim().split('\n').at(-1);
    throw new Failure(
      `docker compose is missing (${said}): install Docker with Compose 2.24 or newer, or run ./lab up without --docker.`,
      exitCodes.unavailable,
    );
  }
  const [major = 0, minor = 0] = stdout.replace(/^v/, '').split('.').map(Number);
  if (major > 2 || (major === 2 && minor >= 24)) return;
  throw new Failure(
    `docker compose ${stdout} is too old: it needs 2.24 or newer, which checks a start more often.`,
    exitCodes.unavailable,
  );
}
