import { UnsupportedMediaTypeException } from '@nestjs/common';
import { DomainError } from '@webstore/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type BodyRules, bodyRulesKey } from './body.decorator';
import { findUnstorableText } from './storable-text';

/** Refuses unusable input before any route handles it: text that cannot be stored, and compressed bodies. */
export function checkInput(server: FastifyInstance): void {
  server.addHook('preParsing', (request, _reply, _payload, done) => {
    const encoding = request.headers['content-encoding'] ?? 'identity';
    done(
      encoding === 'identity'
        ? undefined
        : new UnsupportedMediaTypeException('send the body as it is: no Content-Encoding'),
    );
  });
  server.addHook('preValidation', (request, _reply, done) => {
    const path = unstorableIn(request);
    done(path === undefined ? undefined : new UnstorableText(path));
  });
}

/** Text with NUL or an unpaired surrogate. `path` is its position in the request. */
export class UnstorableText extends DomainError {
  readonly errors: { path: string; message: string }[];

  constructor(path: string) {
    const message = 'holds NUL or half a surrogate pair, which cannot be stored';
    super('invalid_request', `${path}: ${message}`);
    this.errors = [{ path, message }];
  }
}

function unstorableIn(request: FastifyRequest): string | undefined {
  const { config = {} } = request.routeOptions;
  const rules = (config as { [bodyRulesKey]?: BodyRules })[bodyRulesKey];
  const { params, query, headers } = request;
  const body = rules?.anyText ? undefined : request.body;
  for (const part of [body, params, query, headers]) {
    const path = findUnstorableText(part);
    if (path !== undefined) return path || 'body';
  }
  return undefined;
}
