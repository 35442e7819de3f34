import { messageOf } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { endProcess, endScript, send } from '@webstore/lab-core/machine/end-process.ts';
import { components } from '../components/index.ts';
import { labProcesses } from '@webstore/lab-core/machine/lab-processes.ts';
import type { NamedProcess } from '@webstore/lab-core/machine/mark.ts';
import { removePidFile } from '@webstore/lab-core/machine/pid-file.ts';

export interface Orphans {
  ended: string[];
  /** Processes that the system did not let us end, one sentence each. */
  left: string[];
}

/** Ends the processes of a supervisor that was killed or does not answer, except the spared ones. */
export async function endOrphans(lab: Lab, spared: string[] = []): Promise<Orphans> {
  const result: Orphans = { ended: [], left: [] };
  const orphans = labProcesses(lab)
    .filter(({ name }) => !spared.includes(name))
    .sort((a, b) => endsAt(a.name) - endsAt(b.name));
  for (const orphan of orphans) {
    try {
      await end(orphan);
      result.ended.push(orphan.name);
    } catch (error) {
      result.left.push(`${orphan.name} (pid ${orphan.identity.pid}) has not ended: ${messageOf(error)}.`);
    }
    forget(lab, orphan.name);
  }
  return result;
}

async function end({ name, identity }: NamedProcess): Promise<void> {
  const component = components.find((one) => one.name === name);
  // A supervisor that no longer answers must not prevent its components' graceful shutdown.
  if (name === 'supervisor') send(identity, 'SIGKILL');
  else if (component) await endProcess(identity, component.stopSignal ?? 'SIGTERM', component.graceMs);
  else await endScript(identity, 5_000);
}

/** A pid file that remains, on a full or read-only disk, points to a process that has ended. */
function forget(lab: Lab, name: string): void {
  try {
    removePidFile(lab, name);
  } catch {
    // Readers compare the start time.
  }
}

/**
 * The supervisor and its preparations first, because it would restart the ended components; then in reverse
 * order of the stack.
 */
function endsAt(name: string): number {
  const place = components.findIndex((component) => component.name === name);
  return place === -1 ? 0 : components.length - place;
}
