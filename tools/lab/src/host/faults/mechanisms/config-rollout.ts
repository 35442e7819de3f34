import type { ResolvedFault } from '@webstore/faults';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import type { Rollout } from '@webstore/lab-core/rollouts/rollouts.ts';
import type { Mechanism } from '../mechanism.ts';

type Settings = Pick<Rollout, 'env' | 'flags'>;
type SettingsOf = (fault: ResolvedFault, control: ComponentControl) => Settings;

/** A rollout of the component with other settings, as a real one; a rollback ends it. */
export const configRollout = (settings: SettingsOf): Mechanism => ({
  async begin(control, { fault, key }) {
    await control.rollOut(fault.component, { id: key, ...settings(fault, control) });
  },
  ...takenBack,
});

/** The same with settings that crash the component. */
export const crashingRollout = (settings: SettingsOf): Mechanism => ({
  async begin(control, { fault, key }) {
    await control.rollOut(fault.component, { id: key, ...settings(fault, control) }, 'failed');
  },
  ...takenBack,
});

const takenBack: Pick<Mechanism, 'end' | 'holds'> = {
  async end(control, { fault, key }) {
    // After a rollback by hand the component may still be starting.
    if (!(await control.rollBack(fault.component, key))) await control.start(fault.component);
  },
  async holds(control, { fault, key }) {
    return control.rolloutsOf(fault.component).some(({ id }) => id === key);
  },
};
