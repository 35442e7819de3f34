import { randomUUID } from 'node:crypto';
import type { MitigationAction } from '@webstore/faults';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { startReplicas, restart } from '@webstore/supervisor/component-control.ts';
import { changeFlags } from '@webstore/lab-core/clients/flags.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { affects, release, withdrawLast } from '@webstore/supervisor/releases/releases.ts';
import { replicaNamed } from '@webstore/supervisor/components/launching/replicas.ts';
import { flush } from './flush.ts';
import { limitOf } from './limit.ts';
import { scale } from './scale.ts';
import { changesOf } from './settings.ts';

type Action = (lab: Lab, part: string, settings: Record<string, string>) => Promise<string>;

/** The mitigations; each returns a description of its effect. */
const actions: Record<MitigationAction, Action> = {
  async restart(lab, part) {
    await restart(lab, part);
    return `${part} restarted.`;
  },

  async rollback(lab, part) {
    const last = withdrawLast(lab, part);
    if (!last) throw new Failure(`${part} runs as it was first released: there is nothing to go back to.`);
    if (affects(part, last)) await restart(lab, part);
    else await startReplicas(lab, part);
    return `${part} is back at what it was before the release of ${last.at}.`;
  },

  async config(lab, part, settings) {
    const { variables, flags } = changesOf(lab, part, settings);
    changeFlags(lab, (before) => ({ ...before, ...flags }));
    if (Object.keys(variables).length > 0) {
      release(lab, part, { id: randomUUID(), env: variables });
      await restart(lab, part);
    }
    const said = Object.entries(settings).map((pair) => pair.join('='));
    return `${part} runs with ${said.join(' ')}.`;
  },

  flush,
  scale,

  async limit(lab, part, settings) {
    const most = limitOf(part, settings);
    release(lab, part, { id: randomUUID(), env: { MOST_IN_FLIGHT: String(most) } });
    await restart(lab, part);
    return `${part} answers ${most} requests at a time, and refuses what is more with 503 and Retry-After.`;
  },
};

export function mitigate(
  lab: Lab,
  action: MitigationAction,
  part: string,
  settings: Record<string, string> = {},
): Promise<string> {
  const further = replicaNamed(part);
  if (further)
    throw new Failure(
      `${part} is one more instance of ${further.of}: what is done to ${further.of} is done to it too.`,
      exitCodes.usage,
    );
  return actions[action](lab, part, settings);
}
