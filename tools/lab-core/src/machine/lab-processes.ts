import { join } from 'node:path';
import { processTree } from './process-tree.ts';
import { markedProcesses, type NamedProcess } from './mark.ts';
import { recordedIn } from './pid-file.ts';

/** The part of a lab that identifies its processes. */
interface Home {
  readonly home: string;
}

/**
 * Every running process of this lab, whether supervised or not: by its pid file, or by its mark if that is
 * lost.
 */
export const labProcesses = ({ home }: Home): NamedProcess[] => processesOf(home);

export function processesOf(home: string): NamedProcess[] {
  const recorded = recordedIn(join(home, 'run'));
  // Child processes inherit the mark; the supervisor's children have their own.
  const isKnown = ({ name, identity }: NamedProcess) =>
    recorded.some((one) => one.name === name && processTree(one.identity.pid).includes(identity.pid));
  return [...recorded, ...markedProcesses(home).filter((marked) => !isKnown(marked))];
}

/** The process with this name. */
export const processNamed = (lab: Home, name: string): NamedProcess['identity'] | undefined =>
  labProcesses(lab).find((one) => one.name === name)?.identity;
