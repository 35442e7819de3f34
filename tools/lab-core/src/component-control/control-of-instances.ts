import { randomUUID } from 'node:crypto';
import { changeConditions, conditions } from '../bank/conditions.ts';
import { returnStrayCharges } from '../bank/stray-charges.ts';
import { changeFlags, readFlags } from '../clients/flags.ts';
import { Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import { instancesOf } from '../rollouts/replicas.ts';
import {
  addRollout,
  affects,
  clearHeld,
  componentsWithRollouts,
  desiredInstances,
  isDesired,
  isHeld,
  markHeld,
  mustBeDesired,
  removeAllRollouts,
  removeRollout,
  type Rollout,
  rolloutsOf,
} from '../rollouts/rollouts.ts';
import type { ComponentControl, ComponentState, Follow } from './component-control.ts';
import type { Instances } from './instances.ts';
import { sessionsOf } from './sessions.ts';

/** The part of the control that is the same in each form of the lab: the records, and when what is started. */
export function controlOfInstances(lab: Lab, instances: Instances): ComponentControl {
  const sessions = sessionsOf(lab);
  const stateOf = async (name: string) => componentStateOf(await instances.states(), name);

  async function waitFor(name: string, state: 'ready' | 'failed', follow?: Follow): Promise<void> {
    for await (const states of instances.watch()) {
      follow?.(states);
      const now = componentStateOf(states, name);
      if (now.state === state) return;
      if (now.settled && now.state !== 'ready')
        throw new Failure(`${name} is ${now.state}: ${now.reason ?? 'unknown reason'}`);
    }
    throw new Failure(`${name} is not ${state}: ./lab status and ./lab logs ${name} show why.`);
  }

  async function start(component: string, follow?: Follow): Promise<void> {
    mustBeDesired(lab, component);
    clearHeld(lab, component);
    instances.settingsChanged();
    await instances.start(component);
    await waitFor(component, 'ready', follow);
  }

  /** Starts each instance that the change affects again, and the replicas that are desired now. */
  async function apply(
    component: string,
    changed: Affecting,
    expected: 'ready' | 'failed' = 'ready',
    follow?: Follow,
  ): Promise<void> {
    if (affects(component, changed)) clearHeld(lab, component);
    const all = instancesOf(component);
    // First, while the settings on disk still describe the replica.
    for (const name of all) if (!isDesired(lab, name)) await instances.remove(name);
    instances.settingsChanged();
    for (const name of all.filter((one) => isDesired(lab, one))) {
      const isAffected = affects(name, changed);
      // The first instance always runs, except when it is stopped on purpose.
      if (!isAffected && name === component) continue;
      if (isAffected) await instances.restart(name);
      else await instances.start(name);
      await waitFor(name, expected, follow);
    }
  }

  return {
    lab,
    states: () => instances.states(),
    stateOf,
    stop: (component) => instances.stop(component),
    async hold(component) {
      markHeld(lab, component);
      await instances.stop(component);
      instances.settingsChanged();
    },
    isHeld: (component) => isHeld(lab, component),
    start,
    async restart(component, follow) {
      mustBeDesired(lab, component);
      await apply(component, everything, 'ready', follow);
    },
    kill: (component) => instances.kill(component),

    freeze: (component) => instances.freeze(component),
    thaw: (component) => instances.thaw(component),
    isFrozen: (component) => instances.isFrozen(component),

    rolloutsOf: (component) => rolloutsOf(lab, component),
    async rollOut(component, { id = randomUUID(), ...settings }, expected) {
      await apply(component, addRollout(lab, component, { id, ...settings }), expected);
    },
    async rollBack(component, id) {
      const removed = removeRollout(lab, component, id);
      if (removed) await apply(component, removed);
      return removed;
    },
    async rollBackAll() {
      const components = componentsWithRollouts(lab);
      // One after the other: the settings on disk must describe a replica until it is removed.
      for (const component of components) {
        removeAllRollouts(lab, component);
        await apply(component, everything);
      }
      return components;
    },

    async scale(component, count) {
      if (desiredInstances(rolloutsOf(lab, component)) !== count)
        addRollout(lab, component, { id: randomUUID(), instances: count });
      await apply(component, nothing);
    },

    flags: { read: () => readFlags(lab), change: (change) => changeFlags(lab, change) },
    bank: {
      conditions: () => conditions(lab),
      changeConditions: (change) => changeConditions(lab, change),
      urlOf: (site) => instances.bankUrl(site),
      returnStrayCharges: () => returnStrayCharges(lab, sessions),
    },
    sessions,
  };
}

type Affecting = Pick<Rollout, 'instance' | 'env' | 'flags' | 'version'>;
/** Affects each instance. */
const everything: Affecting = { env: {} };
const nothing: Affecting = {};

/** @throws Failure when there is no such component */
export function componentStateOf(states: ComponentState[], name: string): ComponentState {
  const state = states.find((one) => one.name === name);
  if (state) return state;
  throw new Failure(`There is no component ${name} here: ./lab status lists them.`);
}
