import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import { replaceJson } from '../machine/replace-file.ts';
import type { Launch } from '../stack/component.ts';

/** What one release of a part changed about how it is started. */
export interface Release {
  id: string;
  at: string;
  env?: Record<string, string>;
  /** Flags of its command line, such as `--max-old-space-size`, with their new values. */
  flags?: Record<string, string>;
}

export interface PartReleases {
  /** The oldest first; all of them are in force, a later one has the last word. */
  releases: Release[];
  /** It does not run, and `up` leaves it so. */
  isHeld: boolean;
}

type Book = Record<string, PartReleases>;

/** With the data, so that it outlives `down` and goes with `down --wipe`. */
const fileOf = (lab: Lab) => join(lab.data('releases'), 'releases.json');

function read(lab: Lab): Book {
  const file = fileOf(lab);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Book) : {};
}

export const releasesOf = (lab: Lab, part: string): PartReleases =>
  read(lab)[part] ?? { releases: [], isHeld: false };

function change(lab: Lab, part: string, changed: Partial<PartReleases>): void {
  const book = { ...read(lab), [part]: { ...releasesOf(lab, part), ...changed } };
  const file = fileOf(lab);
  replaceJson(file, book);
}

/** Settles with which settings the part starts from its next start on. */
export function release(lab: Lab, part: string, settings: Omit<Release, 'at'>): void {
  const { releases } = releasesOf(lab, part);
  change(lab, part, { releases: [...releases, { ...settings, at: new Date().toISOString() }] });
}

/** Goes back to before the last release; returns it, or nothing when there was none. */
export function withdrawLast(lab: Lab, part: string): Release | undefined {
  const { releases } = releasesOf(lab, part);
  change(lab, part, { releases: releases.slice(0, -1) });
  return releases.at(-1);
}

/** Takes one release back, wherever it stands; says whether it was still in force. */
export function withdraw(lab: Lab, part: string, id: string): boolean {
  const { releases } = releasesOf(lab, part);
  const rest = releases.filter((one) => one.id !== id);
  change(lab, part, { releases: rest });
  return rest.length < releases.length;
}

export const hold = (lab: Lab, part: string): void => change(lab, part, { isHeld: true });

export function letGo(lab: Lab, part: string): void {
  if (releasesOf(lab, part).isHeld) change(lab, part, { isHeld: false });
}

/** How a part is started, with what was released for it. */
export function asReleased(lab: Lab, part: string, usual: Launch): Launch {
  return releasesOf(lab, part).releases.reduce<Launch>(
    (launch, { env = {}, flags = {} }) => ({
      ...launch,
      env: { ...launch.env, ...env },
      args: launch.args.map((arg) => {
        const [flag = ''] = arg.split('=');
        return flag in flags ? `${flag}=${flags[flag]}` : arg;
      }),
    }),
    usual,
  );
}

/** Takes back all releases of all parts; returns the parts that had one. */
export function withdrawAll(lab: Lab): string[] {
  const changed = Object.entries(read(lab)).filter(([, { releases }]) => releases.length > 0);
  for (const [part] of changed) change(lab, part, { releases: [] });
  return changed.map(([part]) => part);
}
