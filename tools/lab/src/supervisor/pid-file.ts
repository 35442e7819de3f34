import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Lab } from '../lab.ts';
import { identityOf, isAlive, type ProcessIdentity } from '../machine/process-identity.ts';

/** Written for every process the supervisor starts, so that one that outlives it can be found and told apart. */
export function writePidFile(lab: Lab, name: string, pid: number): ProcessIdentity | undefined {
  const identity = identityOf(pid);
  if (identity) {
    const file = lab.run(`${name}.pid`);
    writeFileSync(`${file}.new`, JSON.stringify(identity));
    renameSync(`${file}.new`, file);
  }
  return identity;
}

export function removePidFile(lab: Lab, name: string): void {
  rmSync(lab.run(`${name}.pid`), { force: true });
}

/** The process of that name, if the very one that was started still runs. */
export function readPidFile(lab: Lab, name: string): ProcessIdentity | undefined {
  const file = lab.run(`${name}.pid`);
  if (!existsSync(file)) return undefined;
  const identity = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  return isAlive(identity) ? identity : undefined;
}

/** Every process of this lab that still runs, whoever looks after it. */
export function recordedProcesses(lab: Lab): { name: string; identity: ProcessIdentity }[] {
  return readdirSync(dirname(lab.run('x')))
    .filter((file) => file.endsWith('.pid'))
    .map((file) => basename(file, '.pid'))
    .flatMap((name) => {
      const identity = readPidFile(lab, name);
      return identity ? [{ name, identity }] : [];
    });
}
