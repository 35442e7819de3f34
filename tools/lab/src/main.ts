import { exitCodes } from './failure.ts';
import { createProgram } from './program.ts';
import { asFailure } from './state/system-error.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  const failure = asFailure(error);
  console.error(failure ? failure.message : error);
  process.exitCode = failure?.exitCode ?? exitCodes.failed;
}
