import type { MitigationAction } from '@webstore/faults';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { replicaNamed } from '@webstore/lab-core/rollouts/replicas.ts';
import { mustNotBeTheHost } from '../never-itself.ts';
import { flush } from './flush.ts';
import { limitOf } from './limit.ts';
import { scale } from './scale.ts';
import { changesOf } from './settings.ts';

type Action = (control: ComponentControl, part: string, settings: Record<string, string>) => Promise<string>;

/** The mitigations; each returns a description of its effect. */
const actions: Record<MitigationAction, Action> = {
  async restart(control, part) {
    await control.restart(part);
    return `${part} restarted.`;
  },

  async rollback(control, part) {
    const last = await control.rollBack(part);
    if (!last) throw new Failure(`${part} runs as it was first released: there is nothing to go back to.`);
    return `${part} is back at what it was before the release of ${last.at}.`;
  },

  async config(control, part, settings) {
    const { variables, flags } = changesOf(control, part, settings);
    control.flags.change((before) => ({ ...before, ...flags }));
    if (Object.keys(variables).length > 0) await control.rollOut(part, { env: variables });
    const said = Object.entries(settings).map((pair) => pair.join('='));
    return `${part} runs with ${said.join(' ')}.`;
  },

  flush,
  scale,

  async limit(control, part, settings) {
    const most = limitOf(part, settings);
    await control.rollOut(part, { env: { MOST_IN_FLIGHT: String(most) } });
    return `${part} answers ${most} requests at a time, and refuses what is more with 503 and Retry-After.`;
  },
};

const withSettings: readonly MitigationAction[] = ['config', 'limit', 'scale'];

/** @returns a description of its effect */
export async function mitigate(
  control: ComponentControl,
  action: MitigationAction,
  part: string,
  settings: Record<string, string> = {},
): Promise<string> {
  if (Object.keys(settings).length > 0 && !withSettings.includes(action))
    throw new Failure(`${action} takes no settings; config, limit and scale do.`, exitCodes.usage);
  mustNotBeTheHost(control.lab, part);
  const further = replicaNamed(part);
  if (further)
    throw new Failure(
      `${part} is one more instance of ${further.of}: what is done to ${further.of} is done to it too.`,
      exitCodes.usage,
    );
  return actions[action](control, part, settings);
}
