import { send } from '../../machine/end-process.ts';
import { identityOf, readStat } from '../../machine/process-identity.ts';
import { processTree } from '../../machine/process-tree.ts';
import type { Lab } from '../../lab.ts';
import type { Mechanism } from '../mechanism.ts';
import { start, statusOf } from '../part-control.ts';

/** The processes of the part are there and do nothing: connections are taken by the kernel, and nobody answers. */
export const frozen: Mechanism = {
  async begin(lab, { fault }) {
    await signal(lab, fault.component, 'SIGSTOP');
  },
  async end(lab, { fault }) {
    await signal(lab, fault.component, 'SIGCONT');
    await start(lab, fault.component);
  },
  async holds(lab, { fault }) {
    const { pid } = await statusOf(lab, fault.component);
    return pid !== undefined && readStat(pid)?.state === 'T';
  },
};

async function signal(lab: Lab, part: string, which: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  const { pid } = await statusOf(lab, part);
  const family = pid === undefined ? [] : processTree(pid).flatMap((one) => identityOf(one) ?? []);
  for (const member of family) send(member, which);
}
