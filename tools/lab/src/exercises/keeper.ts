import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../failure.ts';
import { startFault } from '../faults/index.ts';
import { openLab } from '../lab.ts';
import { sendCustomers } from './customers.ts';
import { currentRound } from './round-file.ts';
import { note, readSealed, secretOf } from './sealed.ts';

/** A process of its own, so that the round goes on when the terminal is closed. Nothing about the round is in its arguments. */
const lab = openLab();
const isOn = () => readSealed(lab) !== undefined && currentRound(lab) !== undefined;
const lookEveryMs = 500;

async function begin(): Promise<void> {
  const { fault } = secretOf(readSealed(lab)!);
  const onset = new Date();
  if (fault) await startFault(lab, fault.id, fault.parameters, { secret: true });
  else sendCustomers(lab, { scenario: 'countries', users: 8 }, 'customers-2');
  note(lab, { onset });
}

const { startedAt } = currentRound(lab)!;
const { onsetAfter } = secretOf(readSealed(lab)!);
while (isOn() && Date.now() < startedAt.getTime() + onsetAfter * 1000) await pause(lookEveryMs);
if (isOn()) await begin().catch((error: unknown) => note(lab, { problem: messageOf(error) }));
// It stays until the end: who lists processes must not see when it happened.
while (isOn()) await pause(lookEveryMs);
