import { setTimeout as pause } from 'node:timers/promises';
import { telemetryFailed } from '../guarded';

/** From an uncaught error to the end of the process. */
export const LAST_WORDS_MS = 2_000;
/** Of that, for what waits to be sent; the rest is for stdout. */
const FLUSH_MS = 1_500;

/**
 * An error that nothing catches is a line of the log, with its causes, and the process ends with exit code 1 once that and the last
 * spans and lines are sent, or two seconds later. Without this Node writes a text of its own and ends at once: the
 * request that was at fault would be in no store.
 *
 * @param stop sends what waits, within a time
 */
export function sayLastWords(stop: (deadlineMs: number) => Promise<void>): void {
  let ending = false;
  const end = (message: string) => (error: unknown) => {
    const said = say(message, error);
    // One more error while the first is being sent is a line as well, and ends nothing earlier.
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
  // Node would make an uncaught exception of it, with an error of its own for a reason that is no error.
  process.on('unhandledRejection', end('a rejected promise was not caught: the process ends'));
}

async function say(message: string, error: unknown): Promise<void> {
  try {
    // Not before: the logger must be loaded after its instrumentation has started.
    const { ServiceLogger } = await import('../logging/service-logger.js');
    new ServiceLogger().fatal(message, error, 'process');
  } catch (failure) {
    telemetryFailed('last-words', failure);
    process.stderr.write(`${message}: ${String(error)}\n`);
  }
}

/** Resolves when stdout has taken all lines; never, where nobody reads it. */
async function written(): Promise<void> {
  while (process.stdout.writableLength > 0 && !process.stdout.destroyed) await pause(10);
}
