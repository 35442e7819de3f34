import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Lab } from '../lab.ts';
import { isCached } from '../stack/cache.ts';

const GiB = 1024 ** 3;

/** Measured with empty caches, by what is still to come: 4.0 GiB of Go modules, 4.0 GiB of Go's build cache, 0.3 GiB results. */
const toCompile = 8.5 * GiB;
/** Data, logs and compiled services of a lab in use; every store in it is bounded. */
const toRun = 1.5 * GiB;

export interface Space {
  folder: string;
  needed: number;
  free: number;
}

/** What the lab still needs, and where; folders of one file system are counted together. */
export function diskSpace(lab: Lab): Space[] {
  const compiled = (['kafka-exporter', 'k6', 'jaeger', 'loki'] as const).every((part) => isCached(lab, part));
  const wanted = [
    { folder: existing(lab.home), needed: toRun },
    { folder: existing(lab.cache), needed: compiled ? 0 : toCompile },
  ];
  const [home, cache] = wanted.map(({ folder }) => statfsSync(folder));
  const together =
    home!.type === cache!.type && home!.blocks === cache!.blocks && home!.bfree === cache!.bfree;
  const spaces = together
    ? [{ folder: wanted[0]!.folder, needed: wanted[0]!.needed + wanted[1]!.needed }]
    : wanted;
  return spaces.map((space) => {
    const { bavail, bsize } = statfsSync(space.folder);
    return { ...space, free: bavail * bsize };
  });
}

function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder));
}
