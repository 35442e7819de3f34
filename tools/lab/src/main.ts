import { exitCodes } from '@webstore/lab-core/failure.ts';
import { createProgram } from './program.ts';
import { asFailure } from '@webstore/lab-core/state/system-error.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  const failure = asFailure(error);
  console.error(failure ? failure.message : error);
  process.exitCode = failure?.exitCode ?? exitCodes.failed;
}
