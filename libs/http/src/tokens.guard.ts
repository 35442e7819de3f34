import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '@webstore/contracts';
import type { FastifyRequest } from 'fastify';
import { bearerToken } from './bearer-token';
import { publicKey, rolesKey } from './access.decorator';
import { mayCall, type Role, type TokenRoles } from './roles';

export const TOKEN_ROLES = Symbol('TOKEN_ROLES');

@Injectable()
export class TokensGuard implements CanActivate {
  /** A Map, not the record itself: a token named `constructor` must not find anything. */
  private readonly roles: Map<string, Role[]>;

  constructor(
    private readonly reflector: Reflector,
    @Inject(TOKEN_ROLES) tokens: TokenRoles,
  ) {
    this.roles = new Map(Object.entries(tokens));
  }

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    if (this.read<boolean>(publicKey, context)) return true;

    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const roles = this.roles.get(bearerToken(request.headers.authorization));
    if (!roles) throw new DomainError('unauthenticated', 'send "Authorization: Bearer <a known token>"');

    const allowed = this.read<Role[]>(rolesKey, context);
    if (mayCall(roles, request.method, allowed)) return true;
    throw new DomainError('forbidden', `this needs ${allowed?.join(' or ') ?? 'a token that may write'}`);
  }

  private read<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T>(key, [context.getHandler(), context.getClass()]);
  }
}
