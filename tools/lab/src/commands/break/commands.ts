import { pairs } from '../../command-line/pairs.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { HostClient } from '@webstore/lab-core/host-api/client.ts';
import type { ListedFault } from '@webstore/lab-core/host-api/faults.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { printJson } from '@webstore/lab-core/output/json.ts';
import { table } from '@webstore/lab-core/output/table.ts';

interface Json {
  json?: boolean;
}

export async function breakOne(lab: Lab, id: string, settings: string[], { json }: Json): Promise<void> {
  const { title, ...started } = await new HostClient(lab).run('breakFault', {
    body: { id, parameters: pairs(settings) },
  });
  if (json) return printJson(started);
  console.log(`${title} ./lab heal ${id} puts it back.`);
}

export async function heal(lab: Lab, id: string | undefined, { json }: Json): Promise<void> {
  const host = new HostClient(lab);
  const print = json ? undefined : (line: string) => console.log(line);
  const result =
    id === undefined
      ? await host.run('healAll', {}, print)
      : await host.run('healFault', { params: { id } }, print);
  const { healed, released } = result;
  if (id !== undefined && healed.length === 0) throw new Failure(`${id} is not on.`, exitCodes.usage);
  if (json) return printJson({ healed, released });
  for (const part of released) console.log(`${part} runs with its own settings again.`);
  if (healed.length + released.length === 0) console.log('Nothing was broken.');
}

export async function list(lab: Lab, { json }: Json): Promise<void> {
  const { hidden, faults } = await new HostClient(lab).call('listFaults', {});
  if (json) return printJson(faults);
  const rows = faults.map((fault) => [fault.id, settingsOf(fault), stateOf(lab, fault)]);
  console.log(table([{ title: 'fault' }, { title: 'parameters' }, { title: 'state' }], rows));
  if (hidden) console.log('\nActive faults are hidden during an exercise.');
}

const settingsOf = ({ parameters }: ListedFault) =>
  Object.entries(parameters)
    .map(([name, parameter]) => `${name}=${parameter.default}`)
    .join(' ');

function stateOf({ inContainers }: Lab, { on, works }: ListedFault): string {
  if (!on) return works[inContainers ? 'containers' : 'native'] === true ? '' : 'does not work here';
  if (!on.holds) return 'ended by hand, not healed';
  return `on for ${duration(Date.now() - Date.parse(on.since))}: ${Object.entries(on.parameters)
    .map((pair) => pair.join('='))
    .join(' ')}`;
}
