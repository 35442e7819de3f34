import {
  componentStateOf,
  controlOfInstances,
} from '@webstore/lab-core/component-control/control-of-instances.ts';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import type { Instances } from '@webstore/lab-core/component-control/instances.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { send } from '@webstore/lab-core/machine/end-process.ts';
import { identityOf, readStat } from '@webstore/lab-core/machine/process-identity.ts';
import { processTree } from '@webstore/lab-core/machine/process-tree.ts';
import { bankSites } from './components/launching/bank-sites.ts';
import { ask, watch } from './daemon/client.ts';

/** Acts on the components of the native lab, through its supervisor. */
export const nativeControl = (lab: Lab): ComponentControl => controlOfInstances(lab, nativeInstances(lab));

function nativeInstances(lab: Lab): Instances {
  const states = () => ask(lab, { do: 'status' });
  const pidOf = async (name: string) => componentStateOf(await states(), name).pid;
  const request = async (verb: 'start' | 'stop' | 'restart' | 'kill', part: string) =>
    void (await ask(lab, { do: verb, part }));

  async function signal(name: string, which: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const pid = await pidOf(name);
    const family = pid === undefined ? [] : processTree(pid).flatMap((one) => identityOf(one) ?? []);
    for (const member of family) send(member, which);
  }

  return {
    states,
    watch: () => watch(lab),
    stop: (name) => request('stop', name),
    start: (name) => request('start', name),
    restart: (name) => request('restart', name),
    // The supervisor takes a stopped replica from the scrape targets.
    remove: (name) => request('stop', name),
    kill: (name) => request('kill', name),
    freeze: (name) => signal(name, 'SIGSTOP'),
    thaw: (name) => signal(name, 'SIGCONT'),
    async isFrozen(name) {
      const pid = await pidOf(name);
      return pid !== undefined && readStat(pid)?.state === 'T';
    },
    // The supervisor reads them at each start.
    settingsChanged: () => undefined,
    bankUrl: (site) => bankSites[site](lab),
  };
}
