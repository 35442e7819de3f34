import { catalogue, describeParameter, type Fault, type Values } from '@webstore/faults';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { ListedFault } from '@webstore/lab-core/host-api/faults.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import type { ZodType } from 'zod';
import {
  type ActiveFault,
  endFault,
  publishFault,
  readFaultState,
  rollBackAll,
  startFault,
  stillHolds,
} from './index.ts';
import type { Handlers } from '../http/handlers.ts';
import { mustBeLocal } from '../only-local.ts';
import type { Work } from '../operations/operations.ts';

export function faultHandlers(
  control: ComponentControl,
): Handlers<'listFaults' | 'breakFault' | 'healFault' | 'healAll'> {
  const { lab } = control;
  return {
    async listFaults() {
      const { sealed, active } = readFaultState(lab);
      const shown = new Map<string, ListedFault['on']>();
      for (const one of sealed ? [] : active.filter(({ secret }) => !secret))
        shown.set(one.id, await activeOf(control, one));
      return { hidden: sealed, faults: catalogue.map((fault) => listed(fault, shown.get(fault.id) ?? null)) };
    },

    breakFault({ body: { id, parameters } }) {
      mustBeLocal(lab);
      refuseWhileSealed(lab);
      return async () => {
        const { fault, active } = await startFault(control, id, parameters);
        return { id, title: fault.title, parameters: fault.parameters, since: active.since };
      };
    },

    healFault({ params: { id } }) {
      refuseWhileSealed(lab);
      return async (progress) => ({
        healed: await heal(
          control,
          readFaultState(lab).active.filter((one) => one.id === id),
          progress,
        ),
        released: [],
      });
    },

    healAll() {
      refuseWhileSealed(lab);
      return async (progress) => ({
        healed: await heal(control, readFaultState(lab).active, progress),
        released: await rollBackAll(control),
      });
    },
  };
}

async function heal(control: ComponentControl, ending: ActiveFault[], progress: Parameters<Work>[0]) {
  const healed: { id: string; tookMs: number }[] = [];
  // In reverse order, because later faults may build on earlier ones.
  for (const one of ending.toReversed()) {
    const began = Date.now();
    await endFault(control, one);
    await publishFault(control.lab, one);
    const tookMs = Date.now() - began;
    healed.push({ id: one.id, tookMs });
    progress(`${one.id} has ended (${duration(tookMs)}).`);
  }
  return healed;
}

async function activeOf(control: ComponentControl, active: ActiveFault): Promise<ListedFault['on']> {
  const { since, parameters } = active;
  // True for a component that does not answer.
  return { since, parameters, holds: await stillHolds(control, active).catch(() => true) };
}

const listed = ({ parameters, ...fault }: Fault, on: ListedFault['on']): ListedFault => ({
  ...fault,
  parameters: Object.fromEntries(
    Object.entries(parameters.shape).map(([name, type]) => [
      name,
      { takes: describeParameter(type as ZodType), default: (parameters.parse({}) as Values)[name]! },
    ]),
  ),
  on,
});

function refuseWhileSealed(lab: Lab): void {
  if (readFaultState(lab).sealed)
    throw new Failure(
      './lab break and heal are not available during an exercise; use ./lab mitigate.',
      exitCodes.usage,
    );
}
