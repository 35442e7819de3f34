import { readFileSync } from 'node:fs';
import { describeHolder } from '../checks/command.ts';
import type { PortHolder } from '@webstore/lab-core/machine/port-holders.ts';
import { type Finding, finding } from './finding.ts';

interface Taken {
  part: string;
  holder: PortHolder;
}

/** Ports that other programs hold. Adds the folder of a lab in another checkout, whose own ./lab down ends it. */
export function checkPorts(taken: Taken[], folderOf = labFolderOf): Finding[] {
  if (taken.length === 0) return [finding('ports', 'free, or our own')];
  return taken.map(({ part, holder }) => {
    const folder = holder.pid === undefined ? undefined : folderOf(holder.pid);
    return finding(
      `port ${holder.port} (${part})`,
      folder ? `a lab in ${folder}, ${describeHolder(holder)}` : describeHolder(holder),
      folder
        ? `./lab down in ${folder}, or ./lab up --port-offset 10000 here`
        : 'stop it, or ./lab up --port-offset 10000',
    );
  });
}

/**
 * The checkout of a component's process; components run in the checkout or with a file of its .lab folder.
 */
export function labFolderOf(pid: number, command = read(pid)): string | undefined {
  return /(?:file:\/\/)?(\/[^\0]*?)\/(?:\.lab|infra|node_modules)\//.exec(command)?.[1];
}

function read(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
