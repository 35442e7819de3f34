import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { learnerForm } from '@webstore/lab-core/host-api/exercises.ts';
import { userName } from '@webstore/lab-core/machine/user-name.ts';

/** Default: the user's name on this system. */
export function learnerName(given: string | undefined): string {
  const name = given ?? userName();
  if (learnerForm.test(name)) return name;
  throw new Failure(
    `Your name on this system, ${name}, cannot name a file of results: choose another with --learner.`,
    exitCodes.usage,
  );
}
