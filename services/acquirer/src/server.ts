import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { DomainError } from '@webstore/contracts';
import type { Request } from './bank';
import { problemOf } from './problem';

type Routes = Record<string, (request: Request) => unknown>;

/** Serves routes like `GET /captures/:id` as JSON, errors as problem details. */
export function serve(routes: Routes, print: (line: string) => void): Server {
  const server = createServer((request, response) => {
    const send = (status: number, type: string, body: unknown) => {
      // A kept connection would hold up the shutdown until it idles out.
      response.shouldKeepAlive &&= server.listening;
      response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
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

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  try {
    return await json(request);
  } catch (cause) {
    throw new DomainError('invalid_request', 'the body is not JSON', { cause });
  }
}
