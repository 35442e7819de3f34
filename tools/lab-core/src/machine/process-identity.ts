import { readFileSync } from 'node:fs';

/** A unique identity: the kernel reuses a pid, but never with the same start time. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks since boot (proc(5), field 22 of stat). */
  startTime: number;
}

interface Stat extends ProcessIdentity {
  state: string;
  parent: number;
}

/**
 * Reads /proc/<pid>/stat; undefined when there is no such process.
 * @throws when this is unknown, as with too many open files: an unreadable process may still run
 */
export function readStat(pid: number): Stat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    if (['EMFILE', 'ENFILE', 'ENOMEM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return undefined;
  }
}

/**
 * The second field is the command in brackets, which may contain blanks and brackets: count from the last
 * one.
 */
export function parseStat(line: string): Stat {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return {
    pid: Number.parseInt(line, 10),
    state: fields[0]!,
    parent: Number(fields[1]),
    startTime: Number(fields[19]),
  };
}

export function identityOf(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid);
  return stat && { pid, startTime: stat.startTime };
}

/** Whether that same process still runs; a zombie has ended. */
export function isAlive(identity: ProcessIdentity): boolean {
  const stat = readStat(identity.pid);
  return stat !== undefined && stat.startTime === identity.startTime && stat.state !== 'Z';
}
