import {
  type Problem,
  problemOf,
  problemOfFailure,
  type ProblemSlug,
} from '@webstore/lab-core/host-api/problem.ts';
import { asFailure } from '@webstore/lab-core/state/system-error.ts';
import { SignalProblem } from '@webstore/signals';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { OperationRunning } from '../operations/operations.ts';

/** A refusal of the server itself, before a handler runs. */
export class Refused extends Error {
  readonly slug: ProblemSlug;

  constructor(slug: ProblemSlug, detail: string) {
    super(detail);
    this.slug = slug;
  }
}

/** Maximum number of validation errors in a response. */
const mostErrors = 20;
const slugs: Record<number, ProblemSlug> = { 403: 'foreign_page', 404: 'not_found', 503: 'unavailable' };

/**
 * The problem that an error is for the caller.
 *
 * @param isSecret whether messages of other programs must stay in the host: an incident is sealed, and its ground truth
 * may be part of a query that failed
 */
export function problemFor(error: unknown, isSecret: boolean): Problem {
  if (error instanceof OperationRunning)
    return { ...problemOf('operation_running', error.message), operation: error.running };
  if (error instanceof Refused) return problemOf(error.slug, error.message);
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error.validation);
  const failure = asFailure(error);
  if (failure) return problemOfFailure(failure);
  if (error instanceof SignalProblem) {
    const where = `${error.store} did not answer as expected: ./lab status shows whether it runs.`;
    return problemOf('store_unavailable', isSecret ? where : error.message);
  }
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  // 503: the handler took longer than the server lets it.
  if (statusCode !== undefined && (statusCode < 500 || statusCode === 503))
    return { ...problemOf(slugs[statusCode] ?? 'invalid_request', message), status: statusCode };
  return problemOf(
    'internal',
    isSecret
      ? 'It failed unexpectedly. ./lab logs host has the cause, which may reveal what the exercise asks.'
      : String(message),
  );
}

/** Whether the error is a bug of ours, or something that nothing here expects. */
export const isUnexpected = ({ status, type }: Problem): boolean =>
  status === 500 && type.endsWith(':internal');

function invalidRequest(validation: { instancePath?: string; message?: string }[]): Problem {
  const errors = validation.slice(0, mostErrors).map(({ instancePath = '', message = '' }) => ({
    path: instancePath.slice(1).replaceAll('/', '.'),
    message,
  }));
  const detail = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  return { ...problemOf('invalid_request', detail), errors };
}
