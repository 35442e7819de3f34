import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { codeOf } from '../state/system-error.ts';

const largest = 20 * 1024 * 1024;
/** Maximum length of a displayed line: Kafka writes the names of all its partitions into one. */
const longestShown = 300;
/** Bytes that remain of a log when there is no space for a copy. */
const keptWithoutRoom = 1024 * 1024;

/** Opens the log for a process; the previous run's log remains beside it as `.1`. */
export function openLog(file: string, fresh: boolean): number {
  if (fresh && existsSync(file) && statSync(file).size > 0) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}

/**
 * The writer keeps the file open in append mode, so this copies and truncates it instead of renaming it. On a
 * full disk, the end stays in memory while the file is truncated: that frees space for new messages.
 *
 * @throws Error on a full disk, after truncation, and when the disk refuses any change
 */
export function boundLog(file: string): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size < largest) return;
  try {
    copyFileSync(file, `${file}.1`);
  } catch (error) {
    if (!['ENOSPC', 'EDQUOT'].includes(codeOf(error))) throw error;
    keepEnd(file);
    throw new Error(`${file} was emptied but for its last MiB, in ${file}.1: no space is left to copy it`, {
      cause: error,
    });
  }
  truncateSync(file, 0);
}

function keepEnd(file: string): void {
  rmSync(`${file}.1`, { force: true });
  const end = endOf(file, keptWithoutRoom);
  truncateSync(file, 0);
  writeFileSync(`${file}.1`, end);
}

/** The last meaningful lines, without stack frames; none when the log cannot be read. */
export function lastLines(file: string, count: number): string[] {
  try {
    return endOf(file, 64 * 1024)
      .toString()
      .split('\n')
      .filter((line) => line.trim() !== '' && !/^\s+(at|\.\.\.) /.test(line))
      .slice(-count)
      .map((line) => (line.length > longestShown ? `${line.slice(0, longestShown)} …` : line));
  } catch {
    return [];
  }
}

function endOf(file: string, bytes: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const end = Buffer.alloc(Math.min(size, bytes));
    readSync(descriptor, end, 0, end.length, size - end.length);
    return end;
  } finally {
    closeSync(descriptor);
  }
}
