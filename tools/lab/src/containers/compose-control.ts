import { setTimeout as pause } from 'node:timers/promises';
import type {
  BankSite,
  ComponentControl,
  ComponentState,
} from '@webstore/lab-core/component-control/component-control.ts';
import { controlOfInstances } from '@webstore/lab-core/component-control/control-of-instances.ts';
import type { Instances } from '@webstore/lab-core/component-control/instances.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { heldComponents } from '@webstore/lab-core/rollouts/rollouts.ts';
import { type Compose, compose } from './compose.ts';
import { type ContainerStatus, containersOf } from './containers.ts';
import { writeLabState } from './lab-state.ts';

/** Longer than the start period of each health check, and its retries. */
const patienceMs = 240_000;
const lookEveryMs = 500;

/** The addresses in the network that payment shares with the bank. */
const bankUrls: Record<BankSite, string> = {
  first: 'http://acquirer:8090',
  standby: 'http://acquirer:8190',
};

/** Acts on the components of the lab in containers, through Docker Compose. */
export const composeControl = (lab: Lab, run: Compose = (args) => compose(lab, args)): ComponentControl =>
  controlOfInstances(lab, composeInstances(lab, run));

function composeInstances(lab: Lab, run: Compose): Instances {
  /** Also for components of optional profiles. */
  async function act(...args: string[]): Promise<void> {
    const { exitCode, stderr } = await run(['--profile', '*', ...args]);
    if (exitCode === 0) return;
    const lines = stderr.trim().split('\n').slice(-3);
    throw new Failure([`docker compose ${args.join(' ')} failed:`, ...lines].join('\n'), exitCodes.failed);
  }

  async function states(): Promise<(ContainerStatus | ComponentState)[]> {
    const found = await containersOf(lab, run);
    const removed = heldComponents(lab).filter((name) => !found.some((one) => one.name === name));
    return [...found, ...removed.map(heldState)];
  }

  const has = async (name: string) => (await containersOf(lab, run)).some((one) => one.name === name);
  const isFrozen = async (name: string) =>
    (await containersOf(lab, run)).some((one) => one.name === name && one.isFrozen);
  /** Docker neither starts nor stops a paused container. */
  const thaw = async (name: string) => {
    if (await isFrozen(name)) await act('unpause', name);
  };
  const stop = async (name: string) => {
    await thaw(name);
    await act('stop', name);
  };
  /** Creates its container again if its settings have changed. */
  const start = async (name: string) => {
    await thaw(name);
    await act('up', '--detach', '--no-deps', '--no-build', name);
  };

  return {
    states,
    async *watch() {
      const began = Date.now();
      for (; Date.now() < began + patienceMs; await pause(lookEveryMs))
        yield (await states()).map((one) => ({ ...one, tookMs: Date.now() - began }));
    },
    stop,
    start,
    async restart(name) {
      if (await has(name)) await stop(name);
      await start(name);
    },
    async remove(name) {
      if (await has(name)) await act('rm', '--stop', '--force', name);
    },
    // Docker does not restart a container that was killed through it.
    async kill(name) {
      await act('kill', name);
      await start(name);
    },
    freeze: (name) => act('pause', name),
    thaw,
    isFrozen,
    settingsChanged: () => writeLabState(lab),
    bankUrl: (site) => bankUrls[site],
  };
}

const heldState = (name: string): ComponentState => ({
  name,
  state: 'stopped',
  reason: 'on purpose',
  ports: [],
  settled: true,
});
