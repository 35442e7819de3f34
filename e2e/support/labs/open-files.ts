import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const limit = (pid: number, ...args: string[]) =>
  execFileSync('prlimit', ['--pid', String(pid), ...args], { encoding: 'utf8' }).trim();

/** Limits a process's open files to its current number. @returns restores its previous limit */
export function limitOpenFiles(pid: number): () => void {
  const usual = limit(pid, '--nofile', '--output=SOFT', '--noheadings');
  limit(pid, `--nofile=${firstFree(pid)}:`);
  return () => void limit(pid, `--nofile=${usual}:`);
}

/** The next free file descriptor of a process. */
function firstFree(pid: number): number {
  const taken = new Set(readdirSync(`/proc/${pid}/fd`).map(Number));
  for (let next = 0; ; next++) if (!taken.has(next)) return next;
}
