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

/** Has every route, and what is none, refuse what a page of another origin may have sent. */
export function guardAgainstPages(server: FastifyInstance, access: BrowserAccess): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const head = headOf(request);
    // The route that was found, not the text of the target: both must mean the same.
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
