import { toUSVString } from 'node:util';
import { DomainError } from '@webstore/contracts';
import { describeError } from '@webstore/telemetry';

/** Maximum number of attempts of a message while its dependencies are up, unless a service sets another. */
export const MAX_ATTEMPTS = 6;

/** A cause is a header of the dead letter and a line of the log: longer ones are cut. */
const MAX_CAUSE_LENGTH = 1_000;

/** Pause before the next attempt: 0.2, 0.4, 0.8, 1.6, 3.2 s and no longer: after each one Kafka hears that we are there. */
export function backoffMs(attempt: number, firstMs = 200): number {
  return firstMs * 2 ** Math.min(attempt - 1, 4);
}

/** Whether another attempt may help. What the domain foresees does not get better. */
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
