import { toUSVString } from 'node:util';
import { DomainError } from '@webstore/contracts';
import { describeError } from '@webstore/telemetry';

/** Maximum number of attempts of a message while its dependencies are up, unless a service sets another. */
export const MAX_ATTEMPTS = 6;

/** Maximum length of a cause in a dead-letter header and a log line, in characters. */
const MAX_CAUSE_LENGTH = 1_000;

/** Pause before the next attempt, in milliseconds: 200, 400, 800, 1600, at most 3200, with a heartbeat after each pause. */
export function backoffMs(attempt: number, firstMs = 200): number {
  return firstMs * 2 ** Math.min(attempt - 1, 4);
}

/** Whether another attempt may succeed. Domain errors are permanent unless they are marked retryable. */
export function isRetryable(error: unknown): boolean {
  return error instanceof DomainError ? error.retryable : true;
}

/** The cause of a failure in one line: `<slug or error name>: <message>`, with the members and causes of the error. */
export function causeOf(error: unknown): string {
  const { type, message, cause } = describeError(error);
  const name = error instanceof DomainError ? error.slug : type;
  const own = message === name || !isObject(error) ? message : `${name}: ${message}`;
  const line = toUSVString(cause ? `${own} (${cause})` : own);
  return line.length > MAX_CAUSE_LENGTH ? `${toUSVString(line.slice(0, MAX_CAUSE_LENGTH - 1))}…` : line;
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;
