import { type INestApplication, type Type } from '@nestjs/common';
import { ModulesContainer, Reflector } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ownedKey, publicKey, rolesKey } from './access.decorator';
import type { Role } from './principal';
import { mayCall } from './roles';

/** All kinds of callers with a token, and their roles. */
export const callerRoles = {
  customer: ['user'],
  synthetic: ['synthetic', 'user'],
  tester: ['tester'],
  admin: ['admin', 'user'],
} as const satisfies Record<string, readonly Role[]>;
/** A kind of caller of the shop's API, from the token of its request. */
export type CallerKind = keyof typeof callerRoles;

/** The callers that may call a route: `x-access` of its operation in the OpenAPI document. */
export interface Access {
  /** No token is needed; ignore `callers`. */
  public: boolean;
  callers: CallerKind[];
  /** The data of one customer that the route reads or changes. For another customer's data it responds 404. */
  owned?: string;
}

/** One route with its access rights: a row of `docs/reference/access.md`. */
export interface AccessRow extends Access {
  method: string;
  path: string;
}

const methods = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options'] as const;
type Operation = { operationId?: string; security?: object[]; 'x-access'?: Access };

/** The operation id: names the controller and the method of a route. */
export const operationId = (controller: string, method: string) => `${controller}_${method}`;

/** Adds `x-access` to each operation of the document, from the decorators that the guard reads. */
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
