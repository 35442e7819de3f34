import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { durationOnLabClock, onLabClock } from '@webstore/slo/lab-clock';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { forAll, replaceFile } from '@webstore/lab-core/state/replace-file.ts';

/** Converts a duration of the alerting chain to this lab's clock. */
export const durationOn = ({ clock }: Lab, duration: string): string => durationOnLabClock(duration, clock);

/** Converts the text of a rule file or configuration to this lab's clock. */
export const textOn = ({ clock }: Lab, text: string): string => onLabClock(text, clock);

/** Copies a rule file or configuration, converted to this lab's clock. */
export function writeOnLabClock(lab: Lab, from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  replaceFile(to, textOn(lab, readFileSync(from, 'utf8')), forAll);
}
