import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { roomIn } from '@webstore/lab-core/machine/disk.ts';
import { toRun } from '../doctor/storage.ts';
import { unusablePath } from '@webstore/lab-core/machine/folder-name.ts';
import { portHolders, type PortHolder } from '@webstore/lab-core/machine/port-holders.ts';
import { processTree } from '@webstore/lab-core/machine/process-tree.ts';
import { bytes } from '@webstore/lab-core/output/bytes.ts';
import type { Component } from '@webstore/supervisor/components/component.ts';
import { labProcesses } from '@webstore/lab-core/machine/lab-processes.ts';

/** Names every port that another program holds; a running component of this lab does not count. */
export function checkPorts(lab: Lab, wanted: Component[]): void {
  const taken = takenPorts(lab, wanted);
  if (taken.length === 0) return;
  const lines = taken.map(
    ({ part, holder }) => `Port ${holder.port} (${part}) is taken by ${describeHolder(holder)}.`,
  );
  throw new Failure(
    [
      ...lines,
      `Stop ${taken.length > 1 ? 'them' : 'it'}, or run ./lab up --port-offset 10000. Nothing was started.`,
    ].join('\n'),
    exitCodes.portTaken,
  );
}

export function takenPorts(lab: Lab, wanted: Component[]): { part: string; holder: PortHolder }[] {
  const byPort = new Map(
    wanted.flatMap(({ name, ports }) => ports.map((port) => [lab.port(port), name] as const)),
  );
  const holders = portHolders([...byPort.keys()]);
  if (holders.length === 0) return [];
  const ours = new Set(labProcesses(lab).flatMap(({ identity }) => processTree(identity.pid)));
  return holders
    .filter(({ pid }) => pid === undefined || !ours.has(pid))
    .map((holder) => ({ part: byPort.get(holder.port)!, holder }));
}

export function describeHolder({ pid, command }: PortHolder): string {
  return pid === undefined ? "another user's process (run as root to see which)" : `pid ${pid} (${command})`;
}

export function checkDisk(lab: Lab): void {
  const { freeBytes } = roomIn(lab.home);
  if (freeBytes >= toRun.bytes) return;
  throw new Failure(
    `Not enough disk space: the lab needs ${bytes(toRun.bytes)} under ${lab.home} and ${bytes(freeBytes)} are free. Free some, or move its data with LAB_HOME. Nothing was started.`,
    exitCodes.noSpace,
  );
}

/** Names a folder in which a component could not run, before that component fails with its own error. */
export function checkFolders(lab: Lab): void {
  for (const path of [lab.root, lab.home, lab.cache]) {
    const why = unusablePath(path);
    if (why) throw new Failure(`${why} Move it; nothing was started.`, exitCodes.unavailable);
  }
}

export function checkPlatform(): void {
  if (process.platform === 'linux') return;
  throw new Failure(
    'The native lab runs on Linux with apt-get only (Debian, Ubuntu). With Docker it runs here too: ./lab up --docker.',
    exitCodes.unavailable,
  );
}
