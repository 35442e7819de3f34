import type { ResolvedFault } from '@webstore/faults';
import { instancesOf } from '@webstore/lab-core/rollouts/replicas.ts';
import { desiredInstances, type Rollout } from '@webstore/lab-core/rollouts/rollouts.ts';
import type { Mechanism } from '../mechanism.ts';

/**
 * A canary release: the next version of a component runs as an additional instance and receives a share of
 * the messages. Scaling back to one ends it, as does a rollback.
 */
export const canary = (settings: (fault: ResolvedFault) => Pick<Rollout, 'env' | 'flags'>): Mechanism => ({
  async begin(control, { fault, key }) {
    const [, instance] = instancesOf(fault.component);
    const changed = { instance: instance!, version: nextAfter(control.lab.version), ...settings(fault) };
    await control.rollOut(fault.component, { id: key, instances: 2, ...changed });
  },
  async end(control, { fault, key }) {
    await control.rollBack(fault.component, key);
  },
  async holds(control, { fault, key }) {
    const rollouts = control.rolloutsOf(fault.component);
    return rollouts.some(({ id }) => id === key) && desiredInstances(rollouts) > 1;
  },
});

/** 1.4.2 comes after 1.4.1. */
const nextAfter = (version: string) => version.replace(/\d+$/, (patch) => String(Number(patch) + 1));
