import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Lab } from '../lab.ts';
import type { Secret } from './draw.ts';
import { replaceJson } from '../machine/replace-file.ts';

const sealed = z.object({
  /** JSON of the secret, to the byte: it is what the hash is of. */
  text: z.string(),
  salt: z.string(),
  /** When it really began, once it has. */
  onset: z.coerce.date().optional(),
  /** When something harmless happened. */
  decoyedAt: z.coerce.date().optional(),
  /** Why it could not begin. */
  problem: z.string().optional(),
});
export type Sealed = z.infer<typeof sealed>;

/** For the owner's eyes, and no verb shows it before the end. */
const fileOf = (lab: Lab) => join(lab.data('exercises'), 'sealed.json');

/** Anybody can redo it with `printf '%s' SALT TEXT | sha256sum`. */
export const commitmentTo = ({ salt, text }: Pick<Sealed, 'salt' | 'text'>): string =>
  createHash('sha256').update(salt).update(text).digest('hex');

export function putAway(lab: Lab, secret: Secret): Sealed {
  const made = { text: JSON.stringify(secret), salt: randomBytes(16).toString('hex') };
  write(lab, made);
  return made;
}

export function readSealed(lab: Lab): Sealed | undefined {
  const file = fileOf(lab);
  return existsSync(file) ? sealed.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

export const secretOf = ({ text }: Sealed): Secret => JSON.parse(text) as Secret;

export function note(lab: Lab, added: Pick<Sealed, 'onset' | 'decoyedAt' | 'problem'>): void {
  const known = readSealed(lab);
  if (known) write(lab, { ...known, ...added });
}

export const forget = (lab: Lab): void => rmSync(fileOf(lab), { force: true });

function write(lab: Lab, value: Sealed): void {
  const file = fileOf(lab);
  replaceJson(file, value);
}
