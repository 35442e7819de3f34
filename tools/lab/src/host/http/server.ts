import swagger from '@fastify/swagger';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { operation } from '@webstore/lab-core/host-api/operation.ts';
import { problem } from '@webstore/lab-core/host-api/problem.ts';
import type { Route } from '@webstore/lab-core/host-api/route.ts';
import { type RouteName, routes } from '@webstore/lab-core/host-api/routes.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { limits, serverOptions } from '@webstore/http/fastify';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { readFaultState } from '../faults/index.ts';
import { guardAccess, livePath } from './access.ts';
import type { Handlers } from './handlers.ts';
import { Operations, type Work } from '../operations/operations.ts';
import { isUnexpected, problemFor } from './problems.ts';
import { componentHandlers } from '../components/handlers.ts';
import { exerciseHandlers } from '../exercises/handlers.ts';
import { faultHandlers } from '../faults/handlers.ts';
import { mitigationHandlers } from '../mitigations/handlers.ts';
import { operationHandlers } from '../operations/handlers.ts';

export interface HostOptions {
  control: ComponentControl;
  token: string;
  /** Logs an unexpected error. */
  log?: (error: unknown) => void;
}

/** A request waits for an operation longer than a service answers. */
const bounds = { ...limits, handlerMs: 45_000, idleSocketMs: 60_000 };

/** The API of the host, not listening yet. */
export async function hostServer({
  control,
  token,
  log = console.error,
}: HostOptions): Promise<FastifyInstance> {
  const { lab } = control;
  const describe = (error: unknown) => {
    const found = problemFor(error, isSealed(lab));
    if (isUnexpected(found)) log(error);
    return found;
  };
  const operations = new Operations(describe);
  const handlers: Handlers = {
    ...operationHandlers(operations),
    ...componentHandlers(control),
    ...faultHandlers(control),
    ...mitigationHandlers(control),
    ...exerciseHandlers(control, operations),
  };

  const server = fastify({ ...serverOptions(bounds), exposeHeadRoutes: false });
  server.removeContentTypeParser('text/plain');
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler((error, request, reply) => sendProblem(request, reply, describe(error)));
  // The guard refuses it before.
  server.setNotFoundHandler(() => undefined);
  guardAccess(server, token);
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'The host of the WebStore Lab', version: lab.version },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
    transform: jsonSchemaTransform,
  });
  server.get(livePath, { schema: { hide: true } as object }, () => ({ status: 'ok' }));
  server.get('/v1/openapi.json', { schema: { hide: true } as object }, () => server.swagger());
  for (const name of Object.keys(routes) as RouteName[]) addRoute(server, operations, name, handlers[name]);
  return server;
}

/** Also when its file cannot be read: then nothing says that no incident is sealed. */
function isSealed(lab: Lab): boolean {
  try {
    return readFaultState(lab).sealed;
  } catch {
    return true;
  }
}

function addRoute(server: FastifyInstance, operations: Operations, name: RouteName, handler: unknown): void {
  const { method, path, summary, params, query, body, status, response, result }: Route = routes[name];
  const handle = handler as (given: object, signal: AbortSignal) => Promise<unknown>;
  server.route({
    method,
    url: path,
    schema: {
      operationId: name,
      summary,
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(body && { body }),
      response: {
        [status]: response,
        default: {
          description: 'Problem details (RFC 9457): every error is answered this way.',
          content: { 'application/problem+json': { schema: problem } },
        },
      },
    } as object,
    async handler({ params, query, body, signal }, reply) {
      const given = { params, query, body };
      void reply.status(status);
      if (!result) return handle(given, signal);
      const work = (await handle(given, signal)) as Work;
      // Parsed, so that a result has no field that its schema does not name.
      const checked: Work = async (progress) => result.parse(await work(progress));
      return operation.parse(operations.start(name, checked));
    },
  });
}

function sendProblem({ url }: FastifyRequest, reply: FastifyReply, found: { status: number }): FastifyReply {
  return reply
    .status(found.status)
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({ ...found, instance: url });
}
