import { ConfigError } from './config';

/** Runs a service's `main`. If it cannot start, logs the error and exits with code 1. */
export function bootstrap(main: () => Promise<unknown>): void {
  main().catch((error: unknown) => {
    if (error instanceof ConfigError) {
      process.exitCode = 1;
      process.stderr.write(`${error.message}\n`);
      return;
    }
    // Thrown outside any promise, so that it is an uncaught exception: telemetry logs it as one line with its causes, exports it
    // and exits with code 1. Without telemetry, Node does the same on stderr.
    setImmediate(() => {
      throw new Error('the service could not start', { cause: error });
    });
  });
}
