import { readdirSync, readFileSync } from 'node:fs';
import { identityOf, type ProcessIdentity, readStat } from './process-identity.ts';

/**
 * In the environment of every process of a lab. Its pid file may be lost, empty or on a full disk; the kernel
 * keeps the environment, and children inherit it.
 */
const variable = 'WEBSTORE_LAB_PROCESS';

export const markOf = (home: string, name: string): Record<string, string> => ({
  [variable]: `${home}:${name}`,
});

export interface NamedProcess {
  name: string;
  identity: ProcessIdentity;
}

/** The processes of this lab that started the others of their name. */
export function markedProcesses(home: string): NamedProcess[] {
  const names = new Map<number, string>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    const name = Number.isInteger(pid) ? nameOf(pid, home) : undefined;
    if (name !== undefined && pid !== process.pid) names.set(pid, name);
  }
  return [...names].flatMap(([pid, name]) => {
    const stat = readStat(pid);
    const identity = identityOf(pid);
    const isChild = stat !== undefined && names.get(stat.parent) === name;
    return identity === undefined || stat?.state === 'Z' || isChild ? [] : [{ name, identity }];
  });
}

/** Unreadable for another user's process, which cannot be the lab's. */
function nameOf(pid: number, home: string): string | undefined {
  const prefix = `${variable}=${home}:`;
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return environment.find((entry) => entry.startsWith(prefix))?.slice(prefix.length);
  } catch {
    return undefined;
  }
}
