import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@webstore/contracts';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal';

/** Kept in a WeakMap and not on the request, so that no header, body or plug-in can set a caller. */
const callers = new WeakMap<FastifyRequest, Principal>();

/** Stores the caller of a request after its token is verified. */
export function setCaller(request: FastifyRequest, caller: Principal): void {
  callers.set(request, caller);
}

/** The caller of a request; undefined until {@link setCaller}. */
export function knownCaller(request: FastifyRequest): Principal | undefined {
  return callers.get(request);
}

/** The caller of a request, verified by the guard. Public routes have none. */
export function callerOf(request: FastifyRequest): Principal {
  const caller = knownCaller(request);
  if (!caller) throw new DomainError('unauthenticated', 'send "Authorization: Bearer <a known token>"');
  return caller;
}

/** The caller of the request: its roles and its customer id. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
