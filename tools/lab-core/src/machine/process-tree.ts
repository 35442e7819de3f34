import { readdirSync, readFileSync } from 'node:fs';
import { readStat } from './process-identity.ts';

/** The process and its descendants. By parent, not by group: PostgreSQL's backends form their own groups. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? readStat(Number(entry)) : undefined;
    if (stat) children.set(stat.parent, [...(children.get(stat.parent) ?? []), stat.pid]);
  }
  const collect = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(collect)];
  return collect(root);
}

/**
 * Resident memory of the tree in bytes; pages that its processes share count once (proportional set size).
 */
export function residentMemory(root: number): number {
  return processTree(root).reduce((sum, pid) => sum + proportionalSize(pid), 0);
}

function proportionalSize(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
  } catch {
    return 0; // It ended meanwhile.
  }
}
