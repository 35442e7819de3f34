import { randomUUID } from 'node:crypto';
import { startFault } from '../break/index.ts';
import { restart } from '@webstore/supervisor/component-control.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { release } from '@webstore/supervisor/releases/releases.ts';
import { sendCustomers, sendCustomersAway } from './customers.ts';
import type { Decoy, Secret } from './draw.ts';
import { note } from './sealed-incident.ts';

/** Something that happens by itself in an incident, so many seconds after its start. */
export interface Happening {
  after: number;
  happen(): Promise<void>;
}

/** The second wave: who lists processes sees the same, whether it stays or goes. */
const more = 'customers-2';
const rushSeconds = 30;
const moreCome = (lab: Lab) => sendCustomers(lab, { scenario: 'countries', users: 8 }, more);

/** All that is to happen, in its order. */
export function happeningsOf(lab: Lab, { fault, onsetAfter, decoy }: Secret): Happening[] {
  const onset = { after: onsetAfter, happen: () => begin(lab, fault) };
  return [onset, ...(decoy ? decoyed(lab, decoy) : [])].toSorted((a, b) => a.after - b.after);
}

async function begin(lab: Lab, fault: Secret['fault']): Promise<void> {
  const onset = new Date();
  if (fault) await startFault(lab, fault.id, fault.parameters, { secret: true });
  else moreCome(lab);
  note(lab, { onset });
}

function decoyed(lab: Lab, { kind, part, after }: Decoy): Happening[] {
  const begins = {
    after,
    async happen() {
      note(lab, { decoyedAt: new Date() });
      if (kind === 'release') await rollOut(lab, part!);
      else moreCome(lab);
    },
  };
  const goAway = { after: after + rushSeconds, happen: () => sendCustomersAway(lab, [more]) };
  return kind === 'release' ? [begins] : [begins, goAway];
}

/** What is set is what it was before: a process that is new is all that changes. */
async function rollOut(lab: Lab, part: string): Promise<void> {
  release(lab, part, { id: randomUUID(), env: { LOG_LEVEL: 'info' } });
  await restart(lab, part);
}
