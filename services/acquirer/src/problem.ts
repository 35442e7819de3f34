import { STATUS_CODES } from 'node:http';
import { DomainError, isOutage, type Problem, problems } from '@webstore/contracts';
import { ZodError } from 'zod';

/** A refusal with an HTTP status but without a slug of the shop. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Converts any error to problem details. Unexpected errors have no internal details. */
export function problemOf(error: unknown): Problem {
  if (error instanceof HttpRefusal) {
    const { status, message: detail } = error;
    return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail };
  }
  if (error instanceof DomainError) return problem(error.slug, error.message);
  if (error instanceof ZodError) {
    const errors = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    return { ...problem('invalid_request'), errors };
  }
  return problem(isOutage(error) ? 'upstream_unavailable' : 'internal');
}

function problem(slug: keyof typeof problems, detail?: string): Problem {
  return { type: `urn:webstore:problem:${slug}`, ...problems[slug], ...(detail ? { detail } : {}) };
}
