import { send } from '@webstore/lab-core/machine/end-process.ts';
import { identityOf } from '@webstore/lab-core/machine/process-identity.ts';
import { processTree } from '@webstore/lab-core/machine/process-tree.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { statusOf } from './component-control.ts';

/** Suspends all processes of a component: the kernel still accepts connections, and no request is answered. */
export const freeze = (lab: Lab, component: string) => signal(lab, component, 'SIGSTOP');

/** Lets the processes of a frozen component continue. */
export const thaw = (lab: Lab, component: string) => signal(lab, component, 'SIGCONT');

async function signal(lab: Lab, component: string, which: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  const { pid } = await statusOf(lab, component);
  const family = pid === undefined ? [] : processTree(pid).flatMap((one) => identityOf(one) ?? []);
  for (const member of family) send(member, which);
}
