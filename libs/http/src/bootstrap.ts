import { ConfigError } from './config';

/** Runs a service's `main`. When it cannot start, says why and ends with exit code 1. */
export function bootstrap(main: () => Promise<unknown>): void {
  main().catch((error: unknown) => {
    if (error instanceof ConfigError) {
      process.exitCode = 1;
      process.stderr.write(`${error.message}\n`);
      return;
    }
    // Outside of any promise, so that it is an uncaught exception: telemetry writes it as one line with its causes, sends it
    // and ends with exit code 1. Without telemetry Node does the same on stderr.
    setImmediate(() => {
      throw new Error('the service could not start', { cause: error });
    });
  });
}
