import { type ExecutionContext, ForbiddenException, NotFoundException, type Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, type ModulesContainer } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const routeKey = 'webstore.route';

/** The handler of a route and its class, from which a guard reads its metadata. */
type Route = [controller: Type, handler: (...args: unknown[]) => unknown];

/**
 * Adds the controller and method of each route to its Fastify configuration, for hooks. Call it before Nest registers
 * its routes.
 */
export function nameRoutes(modules: ModulesContainer): void {
  const scanner = new MetadataScanner();
  for (const { controllers } of modules.values()) {
    for (const { metatype } of controllers.values()) {
      const { prototype } = (metatype ?? {}) as { prototype?: Record<string, Route[1]> };
      if (!prototype) continue;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name]!;
        if (Reflect.getMetadata(METHOD_METADATA, handler) === undefined) continue;
        const config = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) as object | undefined;
        const route: Route = [metatype as Type, handler];
        Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG_METADATA, { ...config, [routeKey]: route }, handler);
      }
    }
  }
}

/** A synchronous Nest guard. It throws to refuse a request. */
interface SynchronousGuard {
  canActivate(context: ExecutionContext): boolean;
}

/**
 * Runs the guard before the body is read. Nest's own guards run after the parser, so any caller could make a service buffer
 * and parse a body that it then refuses. Requests without a matching route are refused here as well.
 */
export function guardRoutes(server: FastifyInstance, guard: SynchronousGuard): void {
  server.addHook('preParsing', (request, reply, _payload, done) => {
    if (request.is404) return done(new NotFoundException(`Cannot ${request.method} ${request.url}`));
    const route = routeOf(request);
    if (!route) return done();
    const [controller, handler] = route;
    const context = new ExecutionContextHost([request, reply], controller, handler);
    try {
      if (guard.canActivate(context)) done();
      else done(new ForbiddenException());
    } catch (refusal) {
      done(refusal as Error);
    }
  });
}

/** Undefined for routes without a controller: the API docs. */
function routeOf(request: FastifyRequest): Route | undefined {
  return (request.routeOptions.config as { [routeKey]?: Route })[routeKey];
}
