import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Lab } from '../lab.ts';

/** Data, logs and compiled services of a lab in use; every store in it is bounded. */
const toRun = 1.5 * 1024 ** 3;

export interface Space {
  folder: string;
  needed: number;
  free: number;
}

/** What the lab itself writes, and the room there is. What is compiled asks for its own room (infra/tools/fetch). */
export function diskSpace(lab: Lab): Space {
  const folder = existing(lab.home);
  const { bavail, bsize } = statfsSync(folder);
  return { folder, needed: toRun, free: bavail * bsize };
}

function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder));
}
