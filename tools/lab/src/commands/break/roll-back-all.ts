import { changeFlags } from '@webstore/lab-core/clients/flags.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { withdrawAll } from '@webstore/supervisor/releases/releases.ts';
import { restart } from '@webstore/supervisor/component-control.ts';

/** Undoes what mitigations have changed of parts; returns those, ready again. */
export async function rollBackAll(lab: Lab): Promise<string[]> {
  changeFlags(lab, () => ({}));
  const parts = withdrawAll(lab);
  for (const part of parts) await restart(lab, part);
  return parts;
}
