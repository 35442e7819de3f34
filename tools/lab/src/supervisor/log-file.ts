import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
} from 'node:fs';

const largest = 20 * 1024 * 1024;

/** Opens the log for a process to write to; an earlier run's log stays beside it as `.1`. */
export function openLog(file: string, fresh: boolean): number {
  if (fresh && existsSync(file) && statSync(file).size > 0) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}

/** The writer holds the file open in append mode, so it is copied and emptied, not renamed away from under it. */
export function boundLog(file: string): void {
  if (!existsSync(file) || statSync(file).size < largest) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file, 0);
}

/** The last lines that say something. */
export function lastLines(file: string, count: number): string[] {
  if (!existsSync(file)) return [];
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const tail = Buffer.alloc(Math.min(size, 64 * 1024));
    readSync(fd, tail, 0, tail.length, size - tail.length);
    return tail
      .toString()
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-count);
  } finally {
    closeSync(fd);
  }
}
