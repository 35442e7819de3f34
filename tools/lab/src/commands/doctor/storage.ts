import { dirname, join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { type Room, roomIn } from '@webstore/lab-core/machine/disk.ts';
import { untestablePath, unusablePath } from '@webstore/lab-core/machine/folder-name.ts';
import { bytes } from '@webstore/lab-core/output/bytes.ts';
import { type Finding, finding } from './finding.ts';

export interface Need {
  bytes: number;
  inodes: number;
}

const GiB = 1024 ** 3;
/** Data, logs and compiled services of a lab in use; every store in it is bounded. */
export const toRun: Need = { bytes: 1.5 * GiB, inodes: 20_000 };
/** Kafka's jars and four programs. */
const toKeep: Need = { bytes: 0.5 * GiB, inodes: 1_000 };
/** Go's downloads and build cache for those programs, once. */
const toCompile: Need = { bytes: 8 * GiB, inodes: 200_000 };

/** Whether a folder is writable and has space; `advice` explains how to move it. */
export function checkRoom(what: string, folder: string, need: Need, advice: string, room: Room): Finding {
  const free = `${bytes(room.freeBytes)} free, ${bytes(need.bytes)} needed`;
  if (!room.isWritable)
    return finding(
      what,
      `${folder} cannot be written`,
      `give yourself the right to write there, or ${advice}`,
    );
  if (room.freeBytes < need.bytes)
    return finding(what, `${free} under ${folder}`, `free some space, or ${advice}`);
  if (room.inodes > 0 && room.freeInodes < need.inodes)
    return finding(
      what,
      `${room.freeInodes} files (inodes) free, ${need.inodes} needed under ${folder}`,
      `remove many small files there, or ${advice}`,
    );
  return finding(what, `${free} under ${folder}`);
}

export function checkStorage(lab: Lab, isCompiled: boolean): Finding[] {
  const go = process.env['GOCACHE'] ?? join(dirname(lab.cache), 'go-build');
  const folders: [string, string, Need, string][] = [
    ['disk: data', lab.home, toRun, 'set LAB_HOME to another folder'],
    ['disk: cache', lab.cache, toKeep, 'set XDG_CACHE_HOME to another folder'],
  ];
  if (!isCompiled) folders.push(['disk: Go', go, toCompile, 'set GOCACHE and GOMODCACHE to other folders']);
  return folders.map(([what, folder, need, advice]) => checkRoom(what, folder, need, advice, roomIn(folder)));
}

export function checkPaths(paths: Record<string, string>): Finding[] {
  return Object.entries(paths).map(([what, path]) => {
    const why = unusablePath(path);
    return finding(`path of ${what}`, path, why && `${why} Move it.`);
  });
}

export function checkTests(checkout: string): Finding {
  const why = untestablePath(checkout);
  return finding('tests', why ? 'cannot run in this folder' : 'can run in this folder', why);
}
