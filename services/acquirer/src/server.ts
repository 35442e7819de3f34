import { createServer, type IncomingMessage, type Server } from 'node:http';
import { answersAnyHost, DomainError, refuseHost, refuseWrite } from '@webstore/contracts';
import type { Request } from './bank';
import { bodyOf } from './body';
import { limits } from './limits';
import { HttpRefusal, problemOf } from './problem';

type Routes = Record<string, (request: Request) => unknown>;

/** Serves routes like `GET /captures/:id` as JSON, errors as problem details. */
export function serve(
  routes: Routes,
  print: (line: string) => void,
  allowedHosts: readonly string[] = [],
): Server {
  const options = {
    headersTimeout: limits.headMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkEveryMs,
  };
  const server = createServer(options, (request, response) => {
    const send = (status: number, type: string, body: unknown) => {
      // A keep-alive connection would delay the shutdown until its idle timeout.
      response.shouldKeepAlive &&= server.listening;
      const later = status === 503 ? { 'retry-after': '2' } : {};
      response.writeHead(status, { 'content-type': type, ...later }).end(JSON.stringify(body));
    };
    void answer(routes, request, allowedHosts).then(
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

async function answer(routes: Routes, request: IncomingMessage, allowedHosts: readonly string[]) {
  const path = (request.url ?? '').split('?')[0]!;
  refusePages(request, path, allowedHosts);
  const [, collection, id = ''] = path.split('/');
  const route = routes[`${request.method} /${collection}${id && '/:id'}`];
  if (!route) throw new DomainError('not_found', `there is no ${request.method} ${path}`);
  return route({ id, body: request.method === 'POST' ? await bodyOf(request) : undefined });
}

/** Refuses writes from pages of any origin. */
function refusePages(
  { method = '', url = '', rawHeaders }: IncomingMessage,
  path: string,
  allowedHosts: readonly string[],
) {
  const head = { method, target: url, rawHeaders };
  const refusal =
    (answersAnyHost(path) ? undefined : refuseHost(head, { allowedHosts })) ?? refuseWrite(head, {});
  if (refusal) throw new HttpRefusal(refusal.status, refusal.detail);
}
