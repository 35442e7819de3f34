import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import type { FetchedPart } from './component.ts';

export const fetchScript = (lab: Lab) => join(lab.root, 'infra/tools/fetch');

/** Where the cache keeps the part: the name holds a hash of what pins it, so a new pin is a new folder. */
export function cached(lab: Lab, part: Exclude<FetchedPart, 'system'>): string {
  return execFileSync(fetchScript(lab), ['--where', part], { encoding: 'utf8' }).trim();
}

export function isCached(lab: Lab, part: FetchedPart): boolean {
  return part !== 'system' && existsSync(cached(lab, part));
}

/** The program that was compiled for the part. */
export function compiledProgram(lab: Lab, part: Exclude<FetchedPart, 'system' | 'kafka'>): string {
  return join(cached(lab, part), part);
}
