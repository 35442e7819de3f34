import { exitCodes, Failure, messageOf } from './failure.ts';
import { createProgram } from './program.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  console.error(error instanceof Failure ? messageOf(error) : error);
  process.exitCode = error instanceof Failure ? error.exitCode : exitCodes.failed;
}
