import { changeFlags } from '@webstore/lab-core/clients/flags.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { withdrawAll } from '@webstore/supervisor/releases/releases.ts';
import { restart } from '@webstore/supervisor/component-control.ts';

/** Reverts the changes of mitigations to components; returns those components, ready again. */
export async function rollBackAll(lab: Lab): Promise<string[]> {
  changeFlags(lab, () => ({}));
  const parts = withdrawAll(lab);
  for (const part of parts) await restart(lab, part);
  return parts;
}
