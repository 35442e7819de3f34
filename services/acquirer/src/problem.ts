import { DomainError, type Problem, problems } from '@webstore/contracts';
import { ZodError } from 'zod';

/** Any error as problem details. What nobody foresaw tells the caller nothing about our insides. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DomainError) return problem(error.slug, error.message);
  if (error instanceof ZodError) {
    const errors = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    return { ...problem('invalid_request'), errors };
  }
  return problem('internal');
}

function problem(slug: keyof typeof problems, detail?: string): Problem {
  return { type: `urn:webstore:problem:${slug}`, ...problems[slug], ...(detail ? { detail } : {}) };
}
