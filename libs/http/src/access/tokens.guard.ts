import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '@webstore/contracts';
import type { FastifyRequest } from 'fastify';
import { publicKey, rolesKey } from './access.decorator';
import { knownCaller, setCaller } from './caller.decorator';
import type { Role } from './principal';
import { mayCall, Tokens } from './roles';

@Injectable()
export class TokensGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(Tokens) private readonly tokens: Tokens,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    if (this.read<boolean>(publicKey, context)) return true;

    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // Already set if Nest runs the guard: it ran once before the body was read.
    const caller = knownCaller(request) ?? this.tokens.callerOf(request.headers.authorization);
    if (!caller) throw new DomainError('unauthenticated', 'send "Authorization: Bearer <a known token>"');
    setCaller(request, caller);

    const allowed = this.read<Role[]>(rolesKey, context);
    if (mayCall(caller.roles, request.method, allowed)) return true;
    throw new DomainError('forbidden', `this needs ${allowed?.join(' or ') ?? 'a token that may write'}`);
  }

  private read<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T>(key, [context.getHandler(), context.getClass()]);
  }
}
