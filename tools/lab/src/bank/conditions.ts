import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Country } from '@webstore/contracts';
import type { Lab } from '../lab.ts';
import { replaceJson } from '../machine/replace-file.ts';

/** How a site of the bank behaves towards a country, beside its usual profile; the acquirer's README says what each does. */
export interface Condition {
  country: Country | '*';
  slowerMs?: number;
  /** Of the charges, 0..1; without: all. */
  share?: number;
  declines?: number;
  /** What each charge takes at the one desk, and when that opens, in milliseconds since 1970. */
  eachMs?: number;
  opensAt?: number;
}

export const conditionsFile = (lab: Lab): string => join(lab.data('acquirer'), 'conditions.json');

export function conditions(lab: Lab): Record<string, Condition> {
  const file = conditionsFile(lab);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Condition>) : {};
}

/** The bank looks at it with each charge. */
export function setConditions(lab: Lab, all: Record<string, Condition>): void {
  const file = conditionsFile(lab);
  replaceJson(file, all);
}
