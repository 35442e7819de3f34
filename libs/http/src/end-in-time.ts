import { constants } from 'node:os';
import { Logger, ShutdownSignal } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { limits } from './limits';

/** Ends the service as a signal does, but with this exit code: for a service that cannot go on. */
export type End = (exitCode: number) => void;

export interface EndOptions {
  /** What must still happen when the service is given up, within the time given: sending telemetry. */
  lastly?: (deadlineMs: number) => Promise<unknown>;
}

/**
 * Has a signal end the service, with Nest's shutdown hooks, within {@link limits.shutdownMs} and {@link limits.lastWordsMs},
 * whatever hangs or fails: a request that is never complete, a handler or a store that does not answer. Nest's own handling
 * of signals is not used: it waits for as long as a hook takes, and exits at once when one fails.
 */
export function endInTime(app: NestFastifyApplication, { lastly }: EndOptions = {}): End {
  let ending = false;
  const end = (signal: NodeJS.Signals | undefined, finish: () => void) => {
    if (ending) return;
    ending = true;
    const giveUp = giveUpOnce(lastly);
    setTimeout(() => closeConnections(app), limits.drainMs);
    setTimeout(
      () =>
        giveUp('the service did not end in time and is ended', { signal, deadline_ms: limits.shutdownMs }),
      limits.shutdownMs,
    );
    app
      .close()
      .then(finish, (error: unknown) =>
        giveUp('a part of the service could not be closed', { signal }, error),
      );
  };
  for (const signal of Object.values(ShutdownSignal) as NodeJS.Signals[]) {
    const onSignal = () =>
      end(signal, () => {
        // So that the parent sees which signal it was, as of a process that does not handle it.
        process.off(signal, onSignal);
        process.kill(process.pid, signal);
        // The first process of a container has no default for signals.
        setImmediate(() => process.exit(128 + constants.signals[signal]));
      });
    // Not `once`: the same signal again must not end the service before its time.
    process.on(signal, onSignal);
  }
  return (exitCode) => end(undefined, () => process.exit(exitCode));
}

/** What still comes in or is answered now is not waited for: consumers, stores and telemetry need the rest of the time. */
function closeConnections(app: NestFastifyApplication): void {
  const server = app.getHttpServer();
  server.closeAllConnections();
}

/** The first reason is said and sent, and the process ends with exit code 1. */
function giveUpOnce(lastly: EndOptions['lastly']) {
  let givenUp = false;
  return (reason: string, fields: object, error?: unknown): void => {
    if (givenUp) return;
    givenUp = true;
    new Logger('launch').error(reason, fields, error);
    const exit = () => process.exit(1);
    setTimeout(exit, limits.lastWordsMs);
    Promise.resolve(lastly?.(limits.lastWordsMs))
      .catch((failure: unknown) =>
        new Logger('launch').warn('the last lines and spans were not sent', failure),
      )
      // A turn of the loop for the lines.
      .finally(() => setImmediate(exit));
  };
}
