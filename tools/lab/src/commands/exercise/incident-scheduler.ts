import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '@webstore/lab-core/failure.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { timelineOf } from './incident-timeline.ts';
import { currentRound } from './round-file.ts';
import { updateSealed, readSealed, secretOf } from './sealed-incident.ts';

/** A process of its own, so that the round goes on when the terminal is closed. Nothing about the round is in its arguments. */
const lab = openLab();
const isOn = () => readSealed(lab) !== undefined && currentRound(lab) !== undefined;
const lookEveryMs = 500;

const { startedAt } = currentRound(lab)!;
for (const { after, happen } of timelineOf(lab, secretOf(readSealed(lab)!))) {
  while (isOn() && Date.now() < startedAt.getTime() + after * 1000) await pause(lookEveryMs);
  if (isOn()) await happen().catch((error: unknown) => updateSealed(lab, { problem: messageOf(error) }));
}
// It stays until the end: who lists processes must not see when it happened.
while (isOn()) await pause(lookEveryMs);
