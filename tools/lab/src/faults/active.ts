import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Values } from '@webstore/faults';
import type { Lab } from '../lab.ts';
import { replaceJson } from '../machine/replace-file.ts';

/** A fault that was begun and not yet ended. */
export interface Active {
  id: string;
  parameters: Values;
  key: string;
  since: string;
  /** Begun by an exercise: `./lab break list` does not show it. */
  secret: boolean;
}

interface Book {
  /** While an exercise is under way, `break` and `heal` refuse and tell nothing. */
  sealed: boolean;
  active: Active[];
}

/** With the data that the faults spoil: it outlives `down` and goes with `down --wipe`. For the owner's eyes. */
const fileOf = (lab: Lab) => join(lab.data('faults'), 'active.json');

export function readBook(lab: Lab): Book {
  const file = fileOf(lab);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Book) : { sealed: false, active: [] };
}

function write(lab: Lab, book: Book): void {
  const file = fileOf(lab);
  replaceJson(file, book);
}

export const enter = (lab: Lab, active: Active): void => {
  const book = readBook(lab);
  write(lab, { ...book, active: [...book.active, active] });
};

export const strike = (lab: Lab, key: string): void => {
  const book = readBook(lab);
  write(lab, { ...book, active: book.active.filter((one) => one.key !== key) });
};

export const seal = (lab: Lab): void => write(lab, { ...readBook(lab), sealed: true });
export const unseal = (lab: Lab): void => write(lab, { ...readBook(lab), sealed: false });
