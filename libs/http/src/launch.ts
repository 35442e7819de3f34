import { Logger } from '@nestjs/common';
import { ConfigError } from './config';

/** Runs a service's `main`. When it cannot start, says why and ends with exit code 1. */
export function launch(main: () => Promise<unknown>): void {
  main().catch((error: unknown) => {
    process.exitCode = 1;
    if (error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n`);
      return;
    }
    new Logger('launch').error('the service could not start', error instanceof Error ? error.stack : error);
    // Connections that did open would keep a half-started process alive. The second is for its last log lines.
    setTimeout(() => process.exit(), 1_000);
  });
}
