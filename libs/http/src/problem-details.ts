import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DomainError, type Problem, problems, type ProblemSlug } from '@webstore/contracts';
import { ZodSerializationException, ZodValidationException } from 'nestjs-zod';
import { ZodError } from 'zod';

const typePrefix = 'urn:webstore:problem:';

/** Problem details for anything that was thrown. What is not foreseen says nothing about our inside. */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof DomainError) return { ...problemOf(thrown.slug, thrown.message), ...thrown.details };
  if (thrown instanceof ZodSerializationException) return problemOf('internal');
  const invalid = thrown instanceof ZodValidationException ? thrown.getZodError() : thrown;
  if (invalid instanceof ZodError) return invalidRequest(invalid);
  if (thrown instanceof HttpException) return ofStatus(thrown.getStatus(), thrown.message);
  return problemOf('internal');
}

/** The slug in a problem's `type`, when it is one of ours. */
export function slugOf(type: string): ProblemSlug | undefined {
  const slug = type.startsWith(typePrefix) ? type.slice(typePrefix.length) : '';
  return Object.hasOwn(problems, slug) ? (slug as ProblemSlug) : undefined;
}

function problemOf(slug: ProblemSlug, detail?: string): Problem {
  return { type: `${typePrefix}${slug}`, ...problems[slug], ...(detail && { detail }) };
}

function invalidRequest(error: ZodError): Problem {
  const errors = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
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
  };
  const slug = slugs[status];
  if (slug) return problemOf(slug, status < 500 ? detail : undefined);
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail };
}
