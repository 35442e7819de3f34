import { Logger, ShutdownSignal } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigError } from './config';
import { limits } from './limits';

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

/**
 * Has a signal end the service, with Nest's shutdown hooks, within {@link limits.shutdownMs}, whatever hangs: a request that
 * is never complete, a handler or a store that does not answer. A service that cannot go on sends itself SIGTERM.
 */
export function endInTime(app: NestFastifyApplication): void {
  app.enableShutdownHooks();
  let ending = false;
  const bound = (signal: string) => {
    if (ending) return;
    ending = true;
    setTimeout(() => closeConnections(app), limits.drainMs).unref();
    setTimeout(() => giveUp(signal), limits.shutdownMs).unref();
  };
  // Once: when Nest is done it sends itself the same signal, which must find nobody then.
  for (const signal of Object.values(ShutdownSignal)) process.once(signal, bound);
}

/** What still comes in or is answered now is not waited for: consumers, stores and telemetry need the rest of the time. */
function closeConnections(app: NestFastifyApplication): void {
  const server = app.getHttpServer();
  server.closeAllConnections();
}

function giveUp(signal: string): void {
  new Logger('launch').error('the service did not end in time and is ended', {
    signal,
    deadline_ms: limits.shutdownMs,
  });
  process.exitCode = 1;
  // A turn of the loop for the line.
  setImmediate(() => process.exit());
}
