import { catalogue, type Fault, takes, type Values } from '@webstore/faults';
import type { ZodType } from 'zod';
import { exitCodes, Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import { duration } from '../show/duration.ts';
import { table } from '../show/table.ts';
import { type Active, endFault, putReleasesBack, readBook, startFault } from './index.ts';

interface Json {
  json?: boolean;
}

const print = (value: unknown) => console.log(JSON.stringify(value, null, 2));

export async function breakOne(lab: Lab, id: string, settings: string[], { json }: Json): Promise<void> {
  refuseWhileSealed(lab);
  const { fault, active } = await startFault(lab, id, pairs(settings));
  if (json) return print({ id, parameters: fault.parameters, since: active.since });
  console.log(`${fault.title} ./lab heal ${id} puts it back.`);
}

export async function heal(lab: Lab, id: string | undefined, { json }: Json): Promise<void> {
  refuseWhileSealed(lab);
  const { active } = readBook(lab);
  const ending = id === undefined ? active : active.filter((one) => one.id === id);
  if (id !== undefined && ending.length === 0) throw new Failure(`${id} is not on.`, exitCodes.usage);
  const healed: { id: string; tookMs: number }[] = [];
  // The last first, as one puts back what lies upon another.
  for (const one of ending.toReversed()) {
    const began = Date.now();
    await endFault(lab, one);
    healed.push({ id: one.id, tookMs: Date.now() - began });
    if (!json) console.log(`${one.id} has ended (${duration(healed.at(-1)!.tookMs)}).`);
  }
  const released = id === undefined ? await putReleasesBack(lab) : [];
  if (json) return print({ healed, released });
  for (const part of released) console.log(`${part} runs with its own settings again.`);
  if (healed.length + released.length === 0) console.log('Nothing was broken.');
}

export function list(lab: Lab, { json }: Json): void {
  const { sealed, active } = readBook(lab);
  const shown = sealed ? [] : active.filter(({ secret }) => !secret);
  const onOf = ({ id }: Fault) => shown.find((one) => one.id === id);
  if (json) return print(catalogue.map((fault) => asJson(fault, onOf(fault))));
  const rows = catalogue.map((fault) => [fault.id, settingsOf(fault), stateOf(onOf(fault))]);
  console.log(table([{ title: 'fault' }, { title: 'parameters' }, { title: 'state' }], rows));
  if (sealed) console.log('\nAn exercise is under way: what is on is for you to find out.');
}

const asJson = ({ parameters, ...fault }: Fault, on: Active | undefined) => ({
  ...fault,
  parameters: Object.fromEntries(
    Object.entries(parameters.shape).map(([name, type]) => [
      name,
      { takes: takes(type as ZodType), default: (parameters.parse({}) as Values)[name] },
    ]),
  ),
  on: on ? { since: on.since, parameters: on.parameters } : null,
});

const settingsOf = ({ parameters }: Fault) =>
  Object.entries(parameters.parse({}) as Values)
    .map((pair) => pair.join('='))
    .join(' ');

const stateOf = (on: Active | undefined) =>
  on ? `on for ${duration(Date.now() - Date.parse(on.since))}` : '';

export function pairs(settings: string[]): Record<string, string> {
  return Object.fromEntries(
    settings.map((setting) => {
      const [name, value] = setting.split(/=(.*)/s);
      if (!name || value === undefined)
        throw new Failure(`${setting} is not k=v, such as country=BR.`, exitCodes.usage);
      return [name, value];
    }),
  );
}

function refuseWhileSealed(lab: Lab): void {
  if (readBook(lab).sealed)
    throw new Failure('An exercise is under way: ./lab mitigate is what you have.', exitCodes.usage);
}
