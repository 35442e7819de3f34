import { send } from '../machine/end-process.ts';
import { identityOf } from '../machine/process-identity.ts';
import { processTree } from '../machine/process-tree.ts';
import type { Lab } from '../lab.ts';
import { statusOf } from './part-control.ts';

/** Suspends all processes of a component: the kernel still accepts connections, and no request is answered. */
export const freeze = (lab: Lab, component: string) => signal(lab, component, 'SIGSTOP');

/** Lets the processes of a frozen component continue. */
export const thaw = (lab: Lab, component: string) => signal(lab, component, 'SIGCONT');

async function signal(lab: Lab, component: string, which: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  const { pid } = await statusOf(lab, component);
  const family = pid === undefined ? [] : processTree(pid).flatMap((one) => identityOf(one) ?? []);
  for (const member of family) send(member, which);
}
