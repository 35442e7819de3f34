import type { ResolvedFault } from '@webstore/faults';
import {
  isDesired,
  release,
  type Release,
  releasesOf,
  withdraw,
} from '@webstore/supervisor/releases/releases.ts';
import { instancesOf } from '@webstore/supervisor/components/launching/replicas.ts';
import type { Mechanism } from '../mechanism.ts';
import { startReplicas } from '@webstore/supervisor/component-control.ts';

/**
 * A canary release: the next version of a component runs as an additional instance and receives a share of
 * the messages. Scaling back to one ends it, as does a rollback.
 */
export const canary = (settings: (fault: ResolvedFault) => Pick<Release, 'env' | 'flags'>): Mechanism => ({
  async begin(lab, { fault, key }) {
    const [, instance] = instancesOf(fault.component);
    const changed = { instance: instance!, version: nextAfter(lab.version), ...settings(fault) };
    release(lab, fault.component, { id: key, instances: 2, ...changed });
    await startReplicas(lab, fault.component, 'restart');
  },
  async end(lab, { fault, key }) {
    withdraw(lab, fault.component, key);
    await startReplicas(lab, fault.component, 'restart');
  },
  async holds(lab, { fault, key }) {
    const released = releasesOf(lab, fault.component).releases.find(({ id }) => id === key);
    return released !== undefined && isDesired(lab, released.instance!);
  },
});

/** 1.4.2 comes after 1.4.1. */
const nextAfter = (version: string) => version.replace(/\d+$/, (patch) => String(Number(patch) + 1));
