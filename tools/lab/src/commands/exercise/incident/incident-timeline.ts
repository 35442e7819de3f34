import { randomUUID } from 'node:crypto';
import { startFault } from '../../break/index.ts';
import { restart } from '@webstore/supervisor/component-control.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { release } from '@webstore/supervisor/releases/releases.ts';
import { sendCustomers, stopCustomers } from '../customers.ts';
import type { Decoy, Secret } from './draw.ts';
import { updateSealed } from './sealed-incident.ts';

/** A scheduled event of an incident, by seconds after its start. */
export interface ScheduledEvent {
  after: number;
  happen(): Promise<void>;
}

/** The second wave: a list of processes looks the same, whether it stays or ends. */
const more = 'customers-2';
const rushSeconds = 30;
const sendMoreCustomers = (lab: Lab) => sendCustomers(lab, { scenario: 'countries', users: 8 }, more);

/** All scheduled events in order. */
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
  const endRush = { after: after + rushSeconds, happen: () => stopCustomers(lab, [more]) };
  return kind === 'release' ? [begins] : [begins, endRush];
}

/** Sets the value that was already in force: the only change is a new process. */
async function rollOut(lab: Lab, part: string): Promise<void> {
  release(lab, part, { id: randomUUID(), env: { LOG_LEVEL: 'info' } });
  await restart(lab, part);
}
