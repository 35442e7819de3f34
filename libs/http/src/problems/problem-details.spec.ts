import { NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { DomainError } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { ZodValidationException } from 'nestjs-zod';
import { z } from 'zod';
import { slugOf, toProblem } from './problem-details';

describe('toProblem', () => {
  it('maps a domain error by its slug', () => {
    expect(toProblem(new DomainError('out_of_stock', 'only 2 of kettle-01 are left'))).toEqual({
      type: 'urn:webstore:problem:out_of_stock',
      status: 409,
      title: 'There is not enough stock',
      detail: 'only 2 of kettle-01 are left',
    });
  });

  it('names each invalid field', () => {
    const { error } = z.object({ quantity: z.number() }).safeParse({ quantity: 'two' });
    expect(toProblem(new ZodValidationException(error!))).toMatchObject({
      status: 400,
      errors: [{ path: 'quantity' }],
    });
  });

  it('treats internal data that does not match its schema as a server error', () => {
    const { error } = z.object({ quantity: z.number() }).safeParse({ quantity: 'two' });
    expect(toProblem(error)).toMatchObject({ status: 500 });
  });

  it('maps an outage of a dependency to 503 and a bug to 500', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
    const problem = toProblem(new Error('the order could not be read', { cause: refused }));
    expect(problem).toMatchObject({ status: 503, type: 'urn:webstore:problem:upstream_unavailable' });
    expect(JSON.stringify(problem)).not.toContain('5432');
    expect(toProblem(new TypeError('x is undefined'))).toMatchObject({ status: 500 });
  });

  it('hides internal details of an unexpected error', () => {
    const problem = toProblem(new Error('password authentication failed for user "shop"'));
    expect(problem).toMatchObject({ status: 500, type: 'urn:webstore:problem:internal' });
    expect(JSON.stringify(problem)).not.toContain('password');
  });

  it("keeps the status of the framework's own errors", () => {
    expect(toProblem(new NotFoundException('Cannot GET /x'))).toMatchObject({
      status: 404,
      type: 'urn:webstore:problem:not_found',
    });
    expect(toProblem(new PayloadTooLargeException())).toMatchObject({ status: 413, type: 'about:blank' });
  });
});

describe('slugOf', () => {
  it('accepts only our slugs', () => {
    expect(slugOf('urn:webstore:problem:cart_empty')).toBe('cart_empty');
    expect(slugOf('urn:webstore:problem:constructor')).toBeUndefined();
    expect(slugOf('about:blank')).toBeUndefined();
  });
});
