import { existsSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Lab } from '../lab.ts';

/** A lab that runs is warned of less: Kafka and PostgreSQL end when they cannot write. */
const low = 256 * 1024 ** 2;

export interface Space {
  folder: string;
  needed: number;
  free: number;
}

/** The folders that the lab writes to, its own, the cache and the temporary one, whose disks have little room left. */
export function lowSpaces(lab: Lab): Space[] {
  const own = ['', 'logs', 'run', 'data', 'config'].map((name) => join(lab.home, name));
  const folders = [...own, lab.cache, tmpdir()].map(existing);
  // One line a disk: folders with the same device are on the same one.
  const byDisk = new Map(folders.toReversed().map((folder) => [statSync(folder).dev, folder]));
  return [...byDisk.values()]
    .map((folder) => spaceOf(folder, low))
    .filter(({ free, needed }) => free < needed);
}

function spaceOf(wanted: string, needed: number): Space {
  const folder = existing(wanted);
  const { bavail, bsize } = statfsSync(folder);
  return { folder, needed, free: bavail * bsize };
}

function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder));
}
