import { printJson } from '@webstore/lab-core/output/json.ts';
import { catalogue, type Fault, describeParameter, type Mode, type Values } from '@webstore/faults';
import type { ZodType } from 'zod';
import { pairs } from '../../command-line/pairs.ts';
import { controlOf } from '../../control-of.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { table } from '@webstore/lab-core/output/table.ts';
import { modeOf } from './mode.ts';
import {
  type ActiveFault,
  endFault,
  publishFault,
  rollBackAll,
  readFaultState,
  startFault,
  stillHolds,
} from './index.ts';

interface Json {
  json?: boolean;
}

export async function breakOne(lab: Lab, id: string, settings: string[], { json }: Json): Promise<void> {
  refuseWhileSealed(lab);
  const { fault, active } = await startFault(controlOf(lab), id, pairs(settings));
  if (json) return printJson({ id, parameters: fault.parameters, since: active.since });
  console.log(`${fault.title} ./lab heal ${id} puts it back.`);
}

export async function heal(lab: Lab, id: string | undefined, { json }: Json): Promise<void> {
  refuseWhileSealed(lab);
  const control = controlOf(lab);
  const { active } = readFaultState(lab);
  const ending = id === undefined ? active : active.filter((one) => one.id === id);
  if (id !== undefined && ending.length === 0) throw new Failure(`${id} is not on.`, exitCodes.usage);
  const healed: { id: string; tookMs: number }[] = [];
  // In reverse order, because later faults may build on earlier ones.
  for (const one of ending.toReversed()) {
    const began = Date.now();
    await endFault(control, one);
    await publishFault(lab, one);
    healed.push({ id: one.id, tookMs: Date.now() - began });
    if (!json) console.log(`${one.id} has ended (${duration(healed.at(-1)!.tookMs)}).`);
  }
  const released = id === undefined ? await rollBackAll(control) : [];
  if (json) return printJson({ healed, released });
  for (const part of released) console.log(`${part} runs with its own settings again.`);
  if (healed.length + released.length === 0) console.log('Nothing was broken.');
}

export async function list(lab: Lab, { json }: Json): Promise<void> {
  const { sealed, active } = readFaultState(lab);
  const shown = new Map<string, On>();
  for (const one of sealed ? [] : active.filter(({ secret }) => !secret))
    shown.set(one.id, { ...one, holds: await stillHolds(controlOf(lab), one).catch(() => true) });
  if (json) return printJson(catalogue.map((fault) => asJson(fault, shown.get(fault.id))));
  const rows = catalogue.map((fault) => [
    fault.id,
    settingsOf(fault),
    stateOf(fault, shown.get(fault.id), modeOf(lab)),
  ]);
  console.log(table([{ title: 'fault' }, { title: 'parameters' }, { title: 'state' }], rows));
  if (sealed) console.log('\nActive faults are hidden during an exercise.');
}

interface On extends ActiveFault {
  /**
   * False when a restart, a rollback or a flush has ended it before healing; true for a component that does
   * not answer.
   */
  holds: boolean;
}

const asJson = ({ parameters, ...fault }: Fault, on: On | undefined) => ({
  ...fault,
  parameters: Object.fromEntries(
    Object.entries(parameters.shape).map(([name, type]) => [
      name,
      { takes: describeParameter(type as ZodType), default: (parameters.parse({}) as Values)[name] },
    ]),
  ),
  on: on ? { since: on.since, parameters: on.parameters, holds: on.holds } : null,
});

const settingsOf = ({ parameters }: Fault) =>
  Object.entries(parameters.parse({}) as Values)
    .map((pair) => pair.join('='))
    .join(' ');

function stateOf({ works }: Fault, on: On | undefined, mode: Mode): string {
  if (!on) return works[mode] === true ? '' : 'does not work here';
  if (!on.holds) return 'ended by hand, not healed';
  return `on for ${duration(Date.now() - Date.parse(on.since))}: ${Object.entries(on.parameters)
    .map((pair) => pair.join('='))
    .join(' ')}`;
}

function refuseWhileSealed(lab: Lab): void {
  if (readFaultState(lab).sealed)
    throw new Failure(
      './lab break and heal are not available during an exercise; use ./lab mitigate.',
      exitCodes.usage,
    );
}
