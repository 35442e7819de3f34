import type { Lab } from '../lab.ts';
import { endProcess, endScript, send } from '../machine/end-process.ts';
import { components } from '../stack/index.ts';
import { recordedProcesses, removePidFile } from './pid-file.ts';

/** Ends what a supervisor that was killed left running, except what is spared; returns the names. */
export async function endOrphans(lab: Lab, spared: string[] = []): Promise<string[]> {
  const orphans = recordedProcesses(lab)
    .filter(({ name }) => !spared.includes(name))
    .sort((a, b) => endsAt(a.name) - endsAt(b.name));
  for (const { name, identity } of orphans) {
    const component = components.find((one) => one.name === name);
    // A supervisor that no longer answers must not take its parts along without their graceful end.
    if (name === 'supervisor') send(identity, 'SIGKILL');
    else if (component) await endProcess(identity, component.stopSignal ?? 'SIGTERM', component.graceMs);
    else await endScript(identity, 5_000);
    removePidFile(lab, name);
  }
  return orphans.map(({ name }) => name);
}

/** The supervisor and what it prepares first, or it would start again what is being ended; then the latest in the stack. */
function endsAt(name: string): number {
  const place = components.findIndex((component) => component.name === name);
  return place === -1 ? 0 : components.length - place;
}
