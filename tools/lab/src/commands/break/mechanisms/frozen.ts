import { readStat } from '@webstore/lab-core/machine/process-identity.ts';
import { freeze, thaw } from '@webstore/supervisor/freeze.ts';
import type { Mechanism } from '../mechanism.ts';
import { start, statusOf } from '@webstore/supervisor/component-control.ts';

/** The component's processes exist but are stopped: the kernel accepts connections, and no answer follows. */
export const frozen: Mechanism = {
  begin: (lab, { fault }) => freeze(lab, fault.component),
  async end(lab, { fault }) {
    await thaw(lab, fault.component);
    await start(lab, fault.component);
  },
  async holds(lab, { fault }) {
    const { pid } = await statusOf(lab, fault.component);
    return pid !== undefined && readStat(pid)?.state === 'T';
  },
};
