import { constants } from 'node:os';
import { Logger, ShutdownSignal } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { limits } from './limits';

/** Shuts the service down as a signal does, but with this exit code. For a service that cannot continue. */
export type End = (exitCode: number) => void;

/** Options of {@link endInTime}. */
export interface EndOptions {
  /** Last step of a forced exit, within `deadlineMs`: export the remaining telemetry. */
  lastly?: (deadlineMs: number) => Promise<unknown>;
}

/**
 * Graceful shutdown on a signal, with Nest's shutdown hooks, within {@link limits.shutdownMs} plus {@link limits.lastWordsMs},
 * even if something hangs or fails: an incomplete request, a handler, a store. Replaces Nest's own signal handling, which
 * waits for a hook without a limit and exits at once if a hook fails.
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
        // Re-raises the signal, so that the parent process sees which signal ended this one.
        process.off(signal, onSignal);
        process.kill(process.pid, signal);
        // PID 1 of a container has no default signal handlers.
        setImmediate(() => process.exit(128 + constants.signals[signal]));
      });
    // Not `once`: a repeated signal must not end the process before the shutdown is complete.
    process.on(signal, onSignal);
  }
  return (exitCode) => end(undefined, () => process.exit(exitCode));
}

/** Closes open connections without waiting for their requests: consumers, stores and telemetry need the rest of the time. */
function closeConnections(app: NestFastifyApplication): void {
  const server = app.getHttpServer();
  server.closeAllConnections();
}

/** Logs and exports the first reason, then exits with code 1. */
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
      // One turn of the event loop, so that log lines are written.
      .finally(() => setImmediate(exit));
  };
}
