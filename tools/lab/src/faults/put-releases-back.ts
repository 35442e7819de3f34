import { changeFlags } from '../flags.ts';
import type { Lab } from '../lab.ts';
import { withdrawAll } from '../releases/releases.ts';
import { restart } from './part-control.ts';

/** Undoes what mitigations have changed of parts; returns those, ready again. */
export async function putReleasesBack(lab: Lab): Promise<string[]> {
  changeFlags(lab, () => ({}));
  const parts = withdrawAll(lab);
  for (const part of parts) await restart(lab, part);
  return parts;
}
