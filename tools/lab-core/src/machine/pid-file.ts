import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';
import { jsonState, type JsonState } from '../state/json-state.ts';
import type { NamedProcess } from './mark.ts';

const recorded = z.object({
  /** Not 0 or -1, which mean whole groups to kill(2), and not the machine's first process. */
  pid: z.number().int().min(2),
  startTime: z.number().int().min(0),
  /** The boot id: after a reboot the same pids belong to other processes. */
  boot: z.string().optional(),
});
type Recorded = z.infer<typeof recorded>;

/** The part of a lab that a pid file needs. */
interface RunFolder {
  run(file: string): string;
}

const pidState = (file: string): JsonState<Recorded | undefined> =>
  jsonState(file, recorded.optional(), undefined, {
    ignored: 'the process is found by the mark in its environment',
  });

/** Written for every process that the supervisor starts, to find and identify one that outlives it. */
export function writePidFile(lab: RunFolder, name: string, pid: number): ProcessIdentity | undefined {
  const identity = identityOf(pid);
  if (identity) pidState(lab.run(`${name}.pid`)).write({ ...identity, boot: bootId() });
  return identity;
}

export function removePidFile(lab: RunFolder, name: string): void {
  rmSync(lab.run(`${name}.pid`), { force: true });
}

/** The process with this name, if the same one that was started still runs. */
export const readPidFile = (lab: RunFolder, name: string): ProcessIdentity | undefined =>
  processIn(lab.run(`${name}.pid`));

export const recordedIn = (folder: string): NamedProcess[] =>
  pidFilesIn(folder).flatMap((file) => {
    const identity = processIn(file);
    return identity ? [{ name: basename(file, '.pid'), identity }] : [];
  });

function processIn(file: string): ProcessIdentity | undefined {
  const state = pidState(file);
  if (state.inspect().condition === 'unreadable') return undefined; // Found by its mark.
  const found = state.read();
  if (!found || (found.boot !== undefined && found.boot !== bootId())) return undefined;
  const { pid, startTime } = found;
  return isAlive({ pid, startTime }) ? { pid, startTime } : undefined;
}

function pidFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.pid'))
      .map((file) => join(folder, file));
  } catch {
    return []; // Missing or unreadable: the marks have the same information.
  }
}

const bootId = () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
