import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@webstore/contracts';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal';

/** Beside the requests, not on them: no header, body or plug-in can put a caller there. */
const callers = new WeakMap<FastifyRequest, Principal>();

/** Remembers whose request it is, once its token is verified. */
export function setCaller(request: FastifyRequest, caller: Principal): void {
  callers.set(request, caller);
}

/** Undefined until then. */
export function knownCaller(request: FastifyRequest): Principal | undefined {
  return callers.get(request);
}

/** The caller of a request, as the guard verified it. Public routes have none. */
export function callerOf(request: FastifyRequest): Principal {
  const caller = knownCaller(request);
  if (!caller) throw new DomainError('unauthenticated', 'send "Authorization: Bearer <a known token>"');
  return caller;
}

/** The caller of the request: its roles, and the customer that it is. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
