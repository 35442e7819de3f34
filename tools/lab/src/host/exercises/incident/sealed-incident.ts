import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { Secret } from './draw.ts';
import { jsonState } from '@webstore/lab-core/state/json-state.ts';

const sealed = z.object({
  /** JSON of the secret, byte by byte: the input of the hash. */
  text: z.string(),
  salt: z.string(),
  /** The actual onset, once the fault has started. */
  onset: z.coerce.date().optional(),
  /** Time of the decoy. */
  decoyedAt: z.coerce.date().optional(),
  /** Why it could not begin. */
  problem: z.string().optional(),
});
export type Sealed = z.infer<typeof sealed>;

/** Readable by the owner only; no command shows it before the end. */
export const sealedState = (lab: Lab) =>
  jsonState(lab.stateFile('exercises', 'sealed.json'), sealed.optional(), undefined, {
    repair: 'the incident of this round is lost. ./lab exercise reset ends the round.',
  });

/** Anyone can recompute it with `printf '%s' SALT TEXT | sha256sum`. */
export const commitmentTo = ({ salt, text }: Pick<Sealed, 'salt' | 'text'>): string =>
  createHash('sha256').update(salt).update(text).digest('hex');

export function storeSealed(lab: Lab, secret: Secret): Sealed {
  const made = { text: JSON.stringify(secret), salt: randomBytes(16).toString('hex') };
  sealedState(lab).write(made);
  return made;
}

export const readSealed = (lab: Lab): Sealed | undefined => sealedState(lab).read();

export const secretOf = ({ text }: Sealed): Secret => JSON.parse(text) as Secret;

export function updateSealed(lab: Lab, added: Pick<Sealed, 'onset' | 'decoyedAt' | 'problem'>): void {
  sealedState(lab).change((known) => known && { ...known, ...added });
}

export const removeSealed = (lab: Lab): void => sealedState(lab).remove();
