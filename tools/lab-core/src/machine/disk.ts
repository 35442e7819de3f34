import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Lab } from '../lab.ts';

/** A running lab warns later: Kafka and PostgreSQL exit when they cannot write. */
const lowBytes = 256 * 1024 ** 2;

/** The nearest existing folder, and the free space of its disk. */
export interface Room {
  folder: string;
  freeBytes: number;
  freeInodes: number;
  /** 0: the file system creates inodes on demand. */
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

/** The lab's own folder, the cache and the temporary folder, if their disks have little space left. */
export function lowSpaces(lab: Lab): Room[] {
  const own = ['', 'logs', 'run', 'config'].map((name) => join(lab.home, name));
  const folders = [...own, lab.dataFolder, lab.cache, tmpdir()].map(existing);
  // One line a disk: folders with the same device are on the same one.
  const byDisk = new Map(folders.toReversed().map((folder) => [statSync(folder).dev, folder]));
  return [...byDisk.values()].map(roomIn).filter(({ freeBytes }) => freeBytes < lowBytes);
}

/** Less than one block of a log: a program that writes will fail now or soon. */
const fullBytes = 1024 ** 2;

/**
 * A sentence when a component can no longer write its data; third-party programs name the reason only deep in
 * a crash report.
 */
export function fullDiskOf(lab: Lab, part: string): string | undefined {
  const { folder, freeBytes } = roomIn(join(lab.dataFolder, part));
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
