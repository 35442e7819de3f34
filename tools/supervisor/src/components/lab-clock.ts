import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { durationOnLabClock, onLabClock } from '@webstore/slo/lab-clock';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { forAll, replaceFile } from '@webstore/lab-core/state/replace-file.ts';

/** A duration of the alerting chain, as this lab's clock has it. */
export const durationOn = ({ clock }: Lab, duration: string): string => durationOnLabClock(duration, clock);

/** The text of a rule file or configuration, as this lab's clock has it. */
export const textOn = ({ clock }: Lab, text: string): string => onLabClock(text, clock);

/** Copies a rule file or configuration, as this lab's clock has it. */
export function writeOnLabClock(lab: Lab, from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  replaceFile(to, textOn(lab, readFileSync(from, 'utf8')), forAll);
}
