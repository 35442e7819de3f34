import { DomainError } from '@webstore/contracts';

/** A message is tried this often unless a service asks for another number, then it goes to the dead-letter topic. */
export const MAX_ATTEMPTS = 6;

/** Pause before the next attempt: 0.2, 0.4, 0.8, 1.6, 3.2 s and no longer: after each one Kafka hears that we are there. */
export function backoffMs(attempt: number, firstMs = 200): number {
  return firstMs * 2 ** Math.min(attempt - 1, 4);
}

/** Whether another attempt may help. What the domain foresees and a broken message will not get better. */
export function isRetryable(error: unknown): boolean {
  return error instanceof DomainError ? error.retryable : !(error instanceof SyntaxError);
}

/** The cause of a failure in one line: `<slug or error name>: <message>`. */
export function causeOf(error: unknown): string {
  if (error instanceof DomainError) return `${error.slug}: ${error.message}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
