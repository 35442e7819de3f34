import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { jsonState } from '@webstore/lab-core/state/json-state.ts';

const activeFaultSchema = z.object({
  id: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  key: z.string(),
  since: z.string(),
  /** Begun by an exercise: `./lab break list` does not show it. */
  secret: z.boolean(),
});
/** A fault that was begun and not yet ended. */
export type ActiveFault = z.infer<typeof activeFaultSchema>;

const faultStateSchema = z.object({
  /** While an exercise is under way, `break` and `heal` refuse and tell nothing. */
  sealed: z.boolean(),
  active: z.array(activeFaultSchema),
});
type FaultState = z.infer<typeof faultStateSchema>;

/** With the data that the faults spoil: it outlives `down` and goes with `down --wipe`. For the owner's eyes. */
export const faultsState = (lab: Lab) =>
  jsonState<FaultState>(
    join(lab.data('faults'), 'active.json'),
    faultStateSchema,
    { sealed: false, active: [] },
    {
      repair:
        'it lists the faults that ./lab heal has to end. ./lab down --wipe ends them with all data of the lab.',
    },
  );

export const readFaultState = (lab: Lab): FaultState => faultsState(lab).read();

/** @throws Failure when it is on already, also since a moment ago, by another ./lab */
export const addFault = (lab: Lab, added: ActiveFault): void =>
  faultsState(lab).change((before) => {
    if (before.active.some(({ id }) => id === added.id))
      throw new Failure(`${added.id} is already active; run ./lab heal ${added.id} first.`);
    return { ...before, active: [...before.active, added] };
  });

export const removeFault = (lab: Lab, key: string): void =>
  faultsState(lab).change((before) => ({
    ...before,
    active: before.active.filter((one) => one.key !== key),
  }));

export const seal = (lab: Lab): void => faultsState(lab).change((before) => ({ ...before, sealed: true }));
export const unseal = (lab: Lab): void => faultsState(lab).change((before) => ({ ...before, sealed: false }));
