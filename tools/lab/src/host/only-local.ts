import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';

/** @throws Failure in another environment: the stores of an exercise have the telemetry of all environments */
export function mustBeLocal({ environment }: Lab): void {
  if (environment !== 'local')
    throw new Failure(
      `Faults and exercises act on local alone; this is the host of ${environment}.`,
      exitCodes.usage,
    );
}
