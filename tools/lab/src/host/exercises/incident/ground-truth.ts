import type { GroundTruth } from '@webstore/exercises';
import { resolveFault } from '@webstore/faults';
import { Failure } from '@webstore/lab-core/failure.ts';
import { measured, textOf } from '../../faults/measured.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { readSealed, secretOf } from './sealed-incident.ts';

/** The secret of an incident, opened for the grader; undefined before the onset, and in other exercises. */
export function truthOf(lab: Lab): GroundTruth | undefined {
  const sealed = readSealed(lab);
  if (sealed?.problem)
    throw new Failure(`This incident could not begin: ${sealed.problem} ./lab exercise reset ends it.`);
  if (!sealed?.onset) return undefined;
  const { onset } = sealed;
  const { fault } = secretOf(sealed);
  if (!fault) return { onset };
  const { component, where, cause, signal } = resolveFault(fault.id, fault.parameters);
  const { direction, atLeast } = signal;
  const { country } = fault.parameters;
  const reading = { direction, atLeast, query: textOf(signal), at: (at: Date) => measured(lab, signal, at) };
  const felt = country === undefined ? {} : { country: String(country) };
  return { onset, fault: { component, where, cause, reading, ...felt } };
}
