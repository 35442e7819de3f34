import { z } from 'zod';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { jsonState } from '@webstore/lab-core/state/json-state.ts';

const activeFaultSchema = z.object({
  id: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  key: z.string(),
  since: z.string(),
  /** Started by an exercise: `./lab break list` does not show it. */
  secret: z.boolean(),
});
/** A fault that was started and has not ended yet. */
export type ActiveFault = z.infer<typeof activeFaultSchema>;

const faultStateSchema = z.object({
  /** During an exercise, `break` and `heal` refuse to run and reveal nothing. */
  sealed: z.boolean(),
  active: z.array(activeFaultSchema),
});
type FaultState = z.infer<typeof faultStateSchema>;

/**
 * Stored with the data that the faults damage: it survives `down` and is deleted by `down --wipe`. Readable
 * by the owner only.
 */
export const faultsState = (lab: Lab) =>
  jsonState<FaultState>(
    lab.stateFile('faults', 'active.json'),
    faultStateSchema,
    { sealed: false, active: [] },
    {
      repair:
        'it lists the faults that ./lab heal has to end. ./lab down --wipe ends them with all data of the lab.',
    },
  );

export const readFaultState = (lab: Lab): FaultState => faultsState(lab).read();

/** @throws Failure when it is already active, even if another ./lab has only just started it */
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
