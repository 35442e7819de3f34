import { createServer, type IncomingMessage, type Server } from 'node:http';
import { DomainError } from '@webstore/contracts';
import type { Request } from './bank';
import { bodyOf } from './body';
import { limits } from './limits';
import { problemOf } from './problem';

type Routes = Record<string, (request: Request) => unknown>;

/** Serves routes like `GET /captures/:id` as JSON, errors as problem details. */
export function serve(routes: Routes, print: (line: string) => void): Server {
  const options = {
    headersTimeout: limits.headMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkEveryMs,
  };
  const server = createServer(options, (request, response) => {
    const send = (status: number, type: string, body: unknown) => {
      // A kept connection would hold up the shutdown until it idles out.
      response.shouldKeepAlive &&= server.listening;
      const later = status === 503 ? { 'retry-after': '2' } : {};
      response.writeHead(status, { 'content-type': type, ...later }).end(JSON.stringify(body));
    };
    void answer(routes, request).then(
      (body) => send(200, 'application/json', body),
      (error: unknown) => {
        const problem = problemOf(error);
        if (problem.status >= 500) print(`error ${request.method} ${request.url} ${String(error)}`);
        send(problem.status, 'application/problem+json', problem);
      },
    );
  });
  return server;
}

async function answer(routes: Routes, request: IncomingMessage): Promise<unknown> {
  const path = (request.url ?? '').split('?')[0]!;
  const [, collection, id = ''] = path.split('/');
  const route = routes[`${request.method} /${collection}${id && '/:id'}`];
  if (!route) throw new DomainError('not_found', `there is no ${request.method} ${path}`);
  return route({ id, body: request.method === 'POST' ? await bodyOf(request) : undefined });
}
