import { inspect, toUSVString } from 'node:util';
import { DomainError } from '@webstore/contracts';

/** Maximum number of attempts of a message while its dependencies are up, unless a service sets another. */
export const MAX_ATTEMPTS = 6;

/** A cause is a header of the dead letter and a line of the log: longer ones are cut. */
const MAX_CAUSE_LENGTH = 1_000;

/** Causes of causes that are named. */
const MAX_DEPTH = 5;

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
  const line = toUSVString(lineOf(error, 0));
  return line.length > MAX_CAUSE_LENGTH ? `${toUSVString(line.slice(0, MAX_CAUSE_LENGTH - 1))}…` : line;
}

function lineOf(error: unknown, depth: number): string {
  if (!(error instanceof Error)) {
    return typeof error === 'object' ? inspect(error, { depth: 1, breakLength: Infinity }) : String(error);
  }
  const { code } = error as { code?: unknown };
  const name = error instanceof DomainError ? error.slug : error.name;
  const message = error.message || (typeof code === 'string' ? code : '');
  const line = message ? `${name}: ${message}` : name;
  if (depth === MAX_DEPTH) return line;
  const members = error instanceof AggregateError && depth < 2 ? error.errors.slice(0, MAX_DEPTH) : [];
  const behind = [...members, error.cause].filter((one) => one !== undefined && one !== null);
  if (behind.length === 0) return line;
  return `${line} (${behind.map((one) => lineOf(one, depth + 1)).join('; ')})`;
}
