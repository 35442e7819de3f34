import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '@webstore/lab-core/failure.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { controlOf } from '../../../control-of.ts';
import { timelineOf } from './incident-timeline.ts';
import { currentRound } from '../round-file.ts';
import { updateSealed, readSealed, secretOf } from './sealed-incident.ts';

/**
 * A separate process, so that the round continues after the terminal closes. Its arguments reveal nothing
 * about the round.
 */
const lab = openLab();
const isOn = () => readSealed(lab) !== undefined && currentRound(lab) !== undefined;
const lookEveryMs = 500;

const { startedAt } = currentRound(lab)!;
for (const { after, happen } of timelineOf(controlOf(lab), secretOf(readSealed(lab)!))) {
  while (isOn() && Date.now() < startedAt.getTime() + after * 1000) await pause(lookEveryMs);
  if (isOn()) await happen().catch((error: unknown) => updateSealed(lab, { problem: messageOf(error) }));
}
// It stays until the end: a list of processes must not reveal when the fault began.
while (isOn()) await pause(lookEveryMs);
