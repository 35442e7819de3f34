import type { ResolvedFault } from '@webstore/faults';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { release, type Release, releasesOf, withdraw } from '@webstore/supervisor/releases/releases.ts';
import type { Mechanism } from '../mechanism.ts';
import { waitForState, restart } from '@webstore/supervisor/component-control.ts';
import { ask } from '@webstore/supervisor/daemon/client.ts';

type Settings = Pick<Release, 'env' | 'flags'>;

/** A release of the component with other settings, as in a real rollout; a rollback ends it. */
export const configRollout = (settings: (fault: ResolvedFault, lab: Lab) => Settings): Mechanism => ({
  async begin(lab, { fault, key }) {
    release(lab, fault.component, { id: key, ...settings(fault, lab) });
    await restart(lab, fault.component);
  },
  ...takenBack,
});

/** The same with settings that crash the component. */
export const crashingRollout = (settings: (fault: ResolvedFault, lab: Lab) => Settings): Mechanism => ({
  async begin(lab, { fault, key }) {
    release(lab, fault.component, { id: key, ...settings(fault, lab) });
    await ask(lab, { do: 'restart', part: fault.component });
    await waitForState(lab, fault.component, ({ state }) => state === 'failed');
  },
  ...takenBack,
});

const takenBack: Pick<Mechanism, 'end' | 'holds'> = {
  async end(lab, { fault, key }) {
    if (withdraw(lab, fault.component, key)) await restart(lab, fault.component);
    else await waitForState(lab, fault.component, ({ state }) => state === 'ready');
  },
  async holds(lab, { fault, key }) {
    return releasesOf(lab, fault.component).releases.some(({ id }) => id === key);
  },
};
