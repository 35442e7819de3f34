import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { isDesired } from './releases/releases.ts';
import { instancesOf } from './components/launching/replicas.ts';
import { ask, watch } from './daemon/client.ts';
import type { ComponentStatus } from './daemon/states.ts';

export async function statusOf(lab: Lab, part: string): Promise<ComponentStatus> {
  const parts = await ask(lab, { do: 'status' });
  return parts.find(({ name }) => name === part)!;
}

export async function stop(lab: Lab, part: string): Promise<void> {
  await ask(lab, { do: 'stop', part });
}

/** Resolves when it is ready. */
export async function start(lab: Lab, part: string): Promise<void> {
  await ask(lab, { do: 'start', part });
  await waitForState(lab, part, ({ state }) => state === 'ready');
}

/** Starts all desired instances of it; resolves when they are ready, and the others have ended. */
export async function restart(lab: Lab, part: string): Promise<void> {
  await ask(lab, { do: 'restart', part });
  await waitForState(lab, part, ({ state }) => state === 'ready');
  await startReplicas(lab, part, 'restart');
}

/**
 * Starts the desired replicas of a component; resolves when they are ready. Does not touch the first
 * instance, which always runs.
 */
export async function startReplicas(
  lab: Lab,
  part: string,
  how: 'start' | 'restart' = 'start',
): Promise<void> {
  const [, ...further] = instancesOf(part);
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
  part: string,
  isSo: (status: ComponentStatus) => boolean,
): Promise<ComponentStatus> {
  for await (const parts of watch(lab)) {
    const status = parts.find(({ name }) => name === part)!;
    if (isSo(status)) return status;
    if (status.settled && status.state !== 'ready')
      throw new Failure(`${part} is ${status.state}: ${status.reason ?? 'unknown reason'}`);
  }
  throw new Failure('The supervisor ended; run ./lab up.');
}
