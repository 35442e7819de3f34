import { startFault } from '../../faults/index.ts';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { sendCustomers, stopCustomers } from '../../../customers/customers.ts';
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
/** The value that is already in force: the only change is a new process. */
const unchanged = { env: { LOG_LEVEL: 'info' } };
const sendMoreCustomers = (lab: Lab) => sendCustomers(lab, { scenario: 'countries', users: 8 }, more);

/** All scheduled events in order. */
export function timelineOf(
  control: ComponentControl,
  { fault, onsetAfter, decoy }: Secret,
): ScheduledEvent[] {
  const onset = { after: onsetAfter, happen: () => begin(control, fault) };
  return [onset, ...(decoy ? decoyEvents(control, decoy) : [])].toSorted((a, b) => a.after - b.after);
}

async function begin(control: ComponentControl, fault: Secret['fault']): Promise<void> {
  const onset = new Date();
  if (fault) await startFault(control, fault.id, fault.parameters, { secret: true });
  else await sendMoreCustomers(control.lab);
  updateSealed(control.lab, { onset });
}

function decoyEvents(control: ComponentControl, { kind, part, after }: Decoy): ScheduledEvent[] {
  const begins = {
    after,
    async happen() {
      updateSealed(control.lab, { decoyedAt: new Date() });
      if (kind === 'release') await control.rollOut(part!, unchanged);
      else await sendMoreCustomers(control.lab);
    },
  };
  const endRush = { after: after + rushSeconds, happen: () => stopCustomers(control.lab, [more]) };
  return kind === 'release' ? [begins] : [begins, endRush];
}
