import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlagName } from '@webstore/faults/flags';
import type { Lab } from './lab.ts';
import { replaceJson } from './machine/replace-file.ts';

type Told = Partial<Record<FlagName, string>>;

/** One for all services, which follow it; only the lab writes it, and only its owner reads it. */
export const flagsFile = (lab: Lab): string => join(lab.data('flags'), 'flags.json');

export function toldFlags(lab: Lab): Told {
  const file = flagsFile(lab);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Told) : {};
}

export function tellFlags(lab: Lab, told: Told): void {
  const file = flagsFile(lab);
  replaceJson(file, told);
}
