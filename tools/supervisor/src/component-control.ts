import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { isDesired } from './releases/releases.ts';
import { instancesOf } from './components/launching/replicas.ts';
import { ask, watch } from './daemon/client.ts';
import type { ComponentStatus } from './daemon/states.ts';

export async function statusOf(lab: Lab, component: string): Promise<ComponentStatus> {
  const components = await ask(lab, { do: 'status' });
  return components.find(({ name }) => name === component)!;
}

export async function stop(lab: Lab, component: string): Promise<void> {
  await ask(lab, { do: 'stop', part: component });
}

/** Resolves when it is ready. */
export async function start(lab: Lab, component: string): Promise<void> {
  await ask(lab, { do: 'start', part: component });
  await waitForState(lab, component, ({ state }) => state === 'ready');
}

/** Starts all desired instances of it; resolves when they are ready, and the others have ended. */
export async function restart(lab: Lab, component: string): Promise<void> {
  await ask(lab, { do: 'restart', part: component });
  await waitForState(lab, component, ({ state }) => state === 'ready');
  await startReplicas(lab, component, 'restart');
}

/**
 * Starts the desired replicas of a component; resolves when they are ready. Does not touch the first
 * instance, which always runs.
 */
export async function startReplicas(
  lab: Lab,
  component: string,
  how: 'start' | 'restart' = 'start',
): Promise<void> {
  const [, ...further] = instancesOf(component);
  for (const name of further) {
    if (!isDesired(lab, name)) {
      await stop(lab, name);
      continue;
    }
    await ask(lab, { do: how, part: name });
    await waitForState(lab, name, ({ state }) => state === 'ready');
  }
}

/** Waits for a state of a component; fails when it can no longer occur. */
export async function waitForState(
  lab: Lab,
  component: string,
  isSo: (status: ComponentStatus) => boolean,
): Promise<ComponentStatus> {
  for await (const components of watch(lab)) {
    const status = components.find(({ name }) => name === component)!;
    if (isSo(status)) return status;
    if (status.settled && status.state !== 'ready')
      throw new Failure(`${component} is ${status.state}: ${status.reason ?? 'unknown reason'}`);
  }
  throw new Failure('The supervisor ended; run ./lab up.');
}
