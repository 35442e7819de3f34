import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Lab } from '../lab.ts';

/** A lab that runs is warned of less: Kafka and PostgreSQL end when they cannot write. */
const lowBytes = 256 * 1024 ** 2;

/** The nearest folder that is there, and what its disk has left. */
export interface Room {
  folder: string;
  freeBytes: number;
  freeInodes: number;
  /** 0: the file system makes them as it needs them. */
  inodes: number;
  isWritable: boolean;
}

export function roomIn(wanted: string): Room {
  const folder = existing(wanted);
  const { bavail, bsize, ffree, files } = statfsSync(folder);
  return {
    folder,
    freeBytes: bavail * bsize,
    freeInodes: ffree,
    inodes: files,
    isWritable: canWrite(folder),
  };
}

/** The folders that the lab writes to, its own, the cache and the temporary one, whose disks have little room left. */
export function lowSpaces(lab: Lab): Room[] {
  const own = ['', 'logs', 'run', 'data', 'config'].map((name) => join(lab.home, name));
  const folders = [...own, lab.cache, tmpdir()].map(existing);
  // One line a disk: folders with the same device are on the same one.
  const byDisk = new Map(folders.toReversed().map((folder) => [statSync(folder).dev, folder]));
  return [...byDisk.values()].map(roomIn).filter(({ freeBytes }) => freeBytes < lowBytes);
}

/** Less than one block of a log: a program that writes ends, or is about to. */
const fullBytes = 1024 ** 2;

/** A sentence when a part can no longer write its data; programs of others name the reason only in the middle of a long crash report. */
export function fullDiskOf(lab: Lab, part: string): string | undefined {
  const { folder, freeBytes } = roomIn(join(lab.home, 'data', part));
  return freeBytes < fullBytes ? `no space is left for its data in ${folder}: free some there` : undefined;
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder));
}
