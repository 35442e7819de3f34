import { HttpException } from '@nestjs/common';
import {
  answersAnyHost,
  type BrowserAccess,
  DomainError,
  refuseHost,
  type Refusal,
  refuseWrite,
  type RequestHead,
} from '@webstore/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Refuses requests that a page of another origin may have sent, for every route and for unknown paths. */
export function guardAgainstPages(server: FastifyInstance, access: BrowserAccess): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const head = headOf(request);
    // Uses the matched route and not the target's text, so that the guard and the router cannot disagree.
    const refusal =
      (answersAnyHost(request.routeOptions.url ?? '') ? undefined : refuseHost(head, access)) ??
      refuseWrite(head, access);
    done(refusal && errorOf(refusal));
  });
}

function errorOf({ status, detail }: Refusal): Error {
  return status === 403 ? new DomainError('foreign_page', detail) : new HttpException(detail, status);
}

function headOf({ method, raw }: FastifyRequest): RequestHead {
  return { method, target: raw.url ?? '', rawHeaders: raw.rawHeaders };
}
