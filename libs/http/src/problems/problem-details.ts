import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DomainError, isOutage, type Problem, problems, type ProblemSlug } from '@webstore/contracts';
import { ZodSerializationException, ZodValidationException } from 'nestjs-zod';
import { ZodError } from 'zod';
import { UnstorableText } from '../input/input-check';

const typePrefix = 'urn:webstore:problem:';

/**
 * Problem details for any thrown value: a domain error, invalid input (400), an error of the framework, an outage of a
 * dependency (503). Anything else is a bug (500); its response has no internal details.
 */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof UnstorableText)
    return { ...problemOf('invalid_request', thrown.message), errors: thrown.errors };
  if (thrown instanceof DomainError) return { ...problemOf(thrown.slug, thrown.message), ...thrown.details };
  // Only input of the caller: a row or an upstream response that does not match its schema is a server error.
  if (thrown instanceof ZodValidationException && thrown.getZodError() instanceof ZodError)
    return invalidRequest(thrown.getZodError() as ZodError);
  if (thrown instanceof ZodSerializationException) return problemOf('internal');
  if (thrown instanceof HttpException) return ofStatus(thrown.getStatus(), thrown.message);
  return problemOf(isOutage(thrown) ? 'upstream_unavailable' : 'internal');
}

/** The slug in a problem's `type`; undefined if it is not one of ours. */
export function slugOf(type: string): ProblemSlug | undefined {
  const slug = type.startsWith(typePrefix) ? type.slice(typePrefix.length) : '';
  return Object.hasOwn(problems, slug) ? (slug as ProblemSlug) : undefined;
}

function problemOf(slug: ProblemSlug, detail?: string): Problem {
  return { type: `${typePrefix}${slug}`, ...problems[slug], ...(detail && { detail }) };
}

/** Maximum number of validation errors in a response. */
const MAX_ERRORS = 20;

function invalidRequest(error: ZodError): Problem {
  const errors = error.issues
    .slice(0, MAX_ERRORS)
    .map(({ path, message }) => ({ path: path.join('.'), message }));
  const detail = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  return { ...problemOf('invalid_request', detail), errors };
}

/** Errors of Nest and Fastify: unknown route, invalid JSON, body too large. */
function ofStatus(status: number, detail: string): Problem {
  const slugs: Record<number, ProblemSlug> = {
    400: 'invalid_request',
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'not_found',
    409: 'conflict',
    500: 'internal',
    503: 'upstream_unavailable',
  };
  const slug = slugs[status];
  if (slug) return problemOf(slug, status < 500 ? detail : undefined);
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail };
}
