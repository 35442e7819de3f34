import { randomUUID } from 'node:crypto';
import { resolveFault, type Mode, type ResolvedFault, FaultRefused, type Values } from '@webstore/faults';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { type ActiveFault, addFault, removeFault } from './active-faults.ts';
import { modeOf } from './mode.ts';
import { mechanismOf } from './mechanisms/index.ts';

export interface Started {
  fault: ResolvedFault;
  active: ActiveFault;
}

/**
 * Starts a fault, and resolves when it is in effect.
 * @throws Failure when there is no such fault, it is already active, or it cannot be started; then nothing of
 * it remains
 */
export async function startFault(
  control: ComponentControl,
  id: string,
  parameters: Values = {},
  { secret = false }: { secret?: boolean } = {},
): Promise<Started> {
  const fault = chosen(id, parameters);
  mustWork(fault, modeOf(control.lab));
  const active = {
    id,
    parameters: fault.parameters,
    key: randomUUID(),
    since: new Date().toISOString(),
    secret,
  };
  const mechanism = mechanismOf(id);
  const occurrence = { fault, key: active.key };
  // Recorded first, so that heal works even after an interruption.
  addFault(control.lab, active);
  try {
    await mechanism.begin(control, occurrence);
    if (!(await mechanism.holds(control, occurrence))) throw new Failure(`${id} had no effect.`);
  } catch (error) {
    await mechanism.end(control, occurrence);
    removeFault(control.lab, active.key);
    throw error;
  }
  return { fault, active };
}

const nameOf: Record<Mode, string> = { native: 'natively', containers: 'in containers' };

function mustWork({ id, works }: ResolvedFault, mode: Mode): void {
  const reason = works[mode];
  if (reason === true) return;
  throw new Failure(`${id} does not work ${nameOf[mode]}. ${reason}`, exitCodes.unavailable);
}

function chosen(id: string, parameters: Values): ResolvedFault {
  try {
    return resolveFault(id, parameters);
  } catch (error) {
    if (error instanceof FaultRefused) throw new Failure(error.message, exitCodes.usage);
    throw error;
  }
}
