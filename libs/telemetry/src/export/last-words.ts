import { setTimeout as pause } from 'node:timers/promises';
import { telemetryFailed } from '../guarded';

/** Maximum time from an uncaught error to the end of the process, in milliseconds. */
export const LAST_WORDS_MS = 2_000;
/** Part of that time for exporting the queue, in milliseconds; the rest is for stdout. */
const FLUSH_MS = 1_500;

/**
 * Logs an uncaught error as one line with its causes. The process exits with code 1 after the last spans and lines are exported,
 * or after two seconds. Without this, Node writes plain text and exits at once, and the trace of the failed
 * request is lost.
 *
 * @param stop exports the queue within a deadline
 */
export function sayLastWords(stop: (deadlineMs: number) => Promise<void>): void {
  let ending = false;
  const end = (message: string) => (error: unknown) => {
    const said = say(message, error);
    // A further error during the export is logged as well, but does not end the process earlier.
    if (ending) return;
    ending = true;
    const exit = () => process.exit(1);
    setTimeout(exit, LAST_WORDS_MS);
    void said
      .then(() => stop(FLUSH_MS))
      .catch((failure: unknown) => telemetryFailed('last-words', failure))
      .then(written)
      .finally(exit);
  };
  process.on('uncaughtException', end('an error was not caught: the process ends'));
  // Otherwise Node raises an uncaught exception, and wraps a reason that is not an Error in its own error.
  process.on('unhandledRejection', end('a rejected promise was not caught: the process ends'));
}

async function say(message: string, error: unknown): Promise<void> {
  try {
    // Imported late: the logger must be loaded after its instrumentation has started.
    const { ServiceLogger } = await import('../logging/service-logger.js');
    new ServiceLogger().fatal(message, error, 'process');
  } catch (failure) {
    telemetryFailed('last-words', failure);
    process.stderr.write(`${message}: ${String(error)}\n`);
  }
}

/** Resolves when stdout has accepted all lines; never resolves if no process reads stdout. */
async function written(): Promise<void> {
  while (process.stdout.writableLength > 0 && !process.stdout.destroyed) await pause(10);
}
