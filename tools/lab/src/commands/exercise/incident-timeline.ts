import { randomUUID } from 'node:crypto';
import { startFault } from '../break/index.ts';
import { restart } from '@webstore/supervisor/component-control.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { release } from '@webstore/supervisor/releases/releases.ts';
import { sendCustomers, stopCustomers } from './customers.ts';
import type { Decoy, Secret } from './draw.ts';
import { updateSealed } from './sealed-incident.ts';

/** Something that happens by itself in an incident, so many seconds after its start. */
export interface ScheduledEvent {
  after: number;
  happen(): Promise<void>;
}

/** The second wave: who lists processes sees the same, whether it stays or goes. */
const more = 'customers-2';
const rushSeconds = 30;
const sendMoreCustomers = (lab: Lab) => sendCustomers(lab, { scenario: 'countries', users: 8 }, more);

/** All that is to happen, in its order. */
export function timelineOf(lab: Lab, { fault, onsetAfter, decoy }: Secret): ScheduledEvent[] {
  const onset = { after: onsetAfter, happen: () => begin(lab, fault) };
  return [onset, ...(decoy ? decoyEvents(lab, decoy) : [])].toSorted((a, b) => a.after - b.after);
}

async function begin(lab: Lab, fault: Secret['fault']): Promise<void> {
  const onset = new Date();
  if (fault) await startFault(lab, fault.id, fault.parameters, { secret: true });
  else sendMoreCustomers(lab);
  updateSealed(lab, { onset });
}

function decoyEvents(lab: Lab, { kind, part, after }: Decoy): ScheduledEvent[] {
  const begins = {
    after,
    async happen() {
      updateSealed(lab, { decoyedAt: new Date() });
      if (kind === 'release') await rollOut(lab, part!);
      else sendMoreCustomers(lab);
    },
  };
  const goAway = { after: after + rushSeconds, happen: () => stopCustomers(lab, [more]) };
  return kind === 'release' ? [begins] : [begins, goAway];
}

/** What is set is what it was before: a process that is new is all that changes. */
async function rollOut(lab: Lab, part: string): Promise<void> {
  release(lab, part, { id: randomUUID(), env: { LOG_LEVEL: 'info' } });
  await restart(lab, part);
}
