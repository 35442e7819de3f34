import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import { jsonState } from '../state/json-state.ts';

const active = z.object({
  id: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  key: z.string(),
  since: z.string(),
  /** Begun by an exercise: `./lab break list` does not show it. */
  secret: z.boolean(),
});
/** A fault that was begun and not yet ended. */
export type Active = z.infer<typeof active>;

const book = z.object({
  /** While an exercise is under way, `break` and `heal` refuse and tell nothing. */
  sealed: z.boolean(),
  active: z.array(active),
});
type Book = z.infer<typeof book>;

/** With the data that the faults spoil: it outlives `down` and goes with `down --wipe`. For the owner's eyes. */
export const faultsState = (lab: Lab) =>
  jsonState<Book>(
    join(lab.data('faults'), 'active.json'),
    book,
    { sealed: false, active: [] },
    {
      repair:
        'it lists the faults that ./lab heal has to end. ./lab down --wipe ends them with all data of the lab.',
    },
  );

export const readBook = (lab: Lab): Book => faultsState(lab).read();

/** @throws Failure when it is on already, also since a moment ago, by another ./lab */
export const enter = (lab: Lab, added: Active): void =>
  faultsState(lab).change((before) => {
    if (before.active.some(({ id }) => id === added.id))
      throw new Failure(`${added.id} is on already: ./lab heal ${added.id} ends it.`);
    return { ...before, active: [...before.active, added] };
  });

export const strike = (lab: Lab, key: string): void =>
  faultsState(lab).change((before) => ({
    ...before,
    active: before.active.filter((one) => one.key !== key),
  }));

export const seal = (lab: Lab): void => faultsState(lab).change((before) => ({ ...before, sealed: true }));
export const unseal = (lab: Lab): void => faultsState(lab).change((before) => ({ ...before, sealed: false }));
