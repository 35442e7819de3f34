import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DomainError, isOutage, type Problem, problems, type ProblemSlug } from '@webstore/contracts';
import { ZodSerializationException, ZodValidationException } from 'nestjs-zod';
import { ZodError } from 'zod';
import { UnstorableText } from './input-check';

const typePrefix = 'urn:webstore:problem:';

/**
 * Problem details for anything that was thrown: what the domain foresees, an input that is not valid (400), the framework's
 * own refusals, an outage of something that is needed (503). The rest is a bug (500), and says nothing about our inside.
 */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof UnstorableText)
    return { ...problemOf('invalid_request', thrown.message), errors: thrown.errors };
  if (thrown instanceof DomainError) return { ...problemOf(thrown.slug, thrown.message), ...thrown.details };
  // Only what a caller sent: a row or an answer that breaks its schema is our fault.
  if (thrown instanceof ZodValidationException && thrown.getZodError() instanceof ZodError)
    return invalidRequest(thrown.getZodError() as ZodError);
  if (thrown instanceof ZodSerializationException) return problemOf('internal');
  if (thrown instanceof HttpException) return ofStatus(thrown.getStatus(), thrown.message);
  return problemOf(isOutage(thrown) ? 'upstream_unavailable' : 'internal');
}

/** The slug in a problem's `type`, when it is one of ours. */
export function slugOf(type: string): ProblemSlug | undefined {
  const slug = type.startsWith(typePrefix) ? type.slice(typePrefix.length) : '';
  return Object.hasOwn(problems, slug) ? (slug as ProblemSlug) : undefined;
}

function problemOf(slug: ProblemSlug, detail?: string): Problem {
  return { type: `${typePrefix}${slug}`, ...problems[slug], ...(detail && { detail }) };
}

/** Of a long list of mistakes the first ones are enough. */
const MAX_ERRORS = 20;

function invalidRequest(error: ZodError): Problem {
  const errors = error.issues
    .slice(0, MAX_ERRORS)
    .map(({ path, message }) => ({ path: path.join('.'), message }));
  const detail = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  return { ...problemOf('invalid_request', detail), errors };
}

/** What Nest and Fastify throw themselves: no such route, a body that is no JSON, a body too large. */
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
