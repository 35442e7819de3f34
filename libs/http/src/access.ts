import { type INestApplication, type Type } from '@nestjs/common';
import { ModulesContainer, Reflector } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ownedKey, publicKey, rolesKey } from './access.decorator';
import type { Role } from './principal';
import { mayCall } from './roles';

/** Every kind of caller with a token, and the roles that it has. */
export const callerRoles = {
  customer: ['user'],
  synthetic: ['synthetic', 'user'],
  tester: ['tester'],
  admin: ['admin', 'user'],
} as const satisfies Record<string, readonly Role[]>;
export type CallerKind = keyof typeof callerRoles;

/** Who may call a route; `x-access` of its operation in the OpenAPI document. */
export interface Access {
  /** No token is needed, and `callers` says nothing. */
  public: boolean;
  callers: CallerKind[];
  /** What the route shows or changes that belongs to one customer: another customer's is 404. */
  owned?: string;
}

export interface AccessRow extends Access {
  method: string;
  path: string;
}

const methods = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options'] as const;
type Operation = { operationId?: string; security?: object[]; 'x-access'?: Access };

/** How operations are named, so that each is found again in its controller. */
export const operationId = (controller: string, method: string) => `${controller}_${method}`;

/** Writes into the document who may call each route, as the guard reads it from the decorators. */
export function withAccess(document: OpenAPIObject, app: INestApplication): OpenAPIObject {
  const handlers = handlersOf(app);
  const reflector = app.get(Reflector);
  for (const { method, operation } of operationsOf(document)) {
    const targets = handlers.get(operation.operationId ?? '');
    if (!targets) throw new Error(`no controller has the operation ${operation.operationId}`);
    const read = <T>(key: string) => reflector.getAllAndOverride<T | undefined>(key, targets);
    const owned = read<string>(ownedKey);
    const isPublic = read<boolean>(publicKey) === true;
    operation['x-access'] = {
      public: isPublic,
      callers: callersOf(method, read<Role[]>(rolesKey)),
      ...(owned && { owned }),
    };
    if (isPublic) operation.security = [];
  }
  return document;
}

/** The rows of the table route × role × owner. */
export function accessOf(document: OpenAPIObject): AccessRow[] {
  return operationsOf(document).map(({ path, method, operation }) => {
    const access = operation['x-access'];
    if (!access) throw new Error(`nothing says who may call ${method} ${path}`);
    return { method, path, ...access };
  });
}

function operationsOf({ paths }: OpenAPIObject) {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((name) => {
      const operation = item[name] as Operation | undefined;
      return operation ? [{ path, method: name.toUpperCase(), operation }] : [];
    }),
  );
}

function callersOf(method: string, allowed?: Role[]): CallerKind[] {
  const kinds = Object.keys(callerRoles) as CallerKind[];
  return kinds.filter((kind) => mayCall(callerRoles[kind], method, allowed));
}

type Targets = Parameters<Reflector['getAllAndOverride']>[1];

function handlersOf(app: INestApplication): Map<string, Targets> {
  const found = new Map<string, Targets>();
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) {
      const controller = metatype as Type;
      const prototype = controller.prototype as Record<string, unknown>;
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const handler = prototype[name];
        if (typeof handler === 'function')
          found.set(operationId(controller.name, name), [handler, controller]);
      }
    }
  }
  return found;
}
