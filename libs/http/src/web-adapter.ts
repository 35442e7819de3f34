import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type BodyRules, bodyRulesKey } from './body.decorator';
import { type Limits, limits } from './limits';

/**
 * The HTTP server of a service, with all its limits: how large and how slow a request may be, how long an answer may take,
 * and JSON as the only body that is read. What it refuses itself is a problem as well.
 */
export function webAdapter(own: Partial<Limits> = {}): FastifyAdapter {
  const bounds = { ...limits, ...own };
  const adapter = new FastifyAdapter({
    bodyLimit: bounds.bodyBytes,
    requestTimeout: bounds.requestMs,
    handlerTimeout: bounds.handlerMs,
    connectionTimeout: bounds.idleSocketMs,
    keepAliveTimeout: bounds.keepAliveMs,
    http: {
      headersTimeout: bounds.headMs,
      connectionsCheckingInterval: bounds.checkEveryMs,
      maxHeaderSize: bounds.headBytes,
    },
    frameworkErrors: ({ statusCode = 400 }: { statusCode?: number }, _: unknown, reply: FastifyReply) => {
      const { head, body } = refusal(statusCode);
      reply.raw.writeHead(statusCode, head).end(body);
    },
    clientErrorHandler: refuseUnparsed,
  });
  const server = adapter.getInstance() as FastifyInstance;
  server.addHook('onRoute', (route) => {
    const rules = (route.config as { [bodyRulesKey]?: BodyRules } | undefined)?.[bodyRulesKey];
    if (rules?.limitBytes) route.bodyLimit = rules.limitBytes;
  });
  readOnlyJson(adapter, server, bounds);
  return adapter;
}

/** Nest would add a parser for forms, and Fastify has one for plain text: none of our routes takes either. */
function readOnlyJson(adapter: FastifyAdapter, server: FastifyInstance, { bodyBytes }: Limits): void {
  server.removeContentTypeParser('text/plain');
  const parse = server.getDefaultJsonParser('error', 'error');
  adapter.useBodyParser('application/json', false, { bodyLimit: bodyBytes }, (request, body, done) => {
    void parse(request as never, String(body), done as never);
  });
}

const statuses = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
]);

/** What is no HTTP, or did not come to its end in time. There is no request yet, only a socket. */
function refuseUnparsed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.destroyed) return void socket.destroy(error);
  const status = statuses.get(error.code ?? '') ?? 400;
  const { head, body } = refusal(status);
  const lines = Object.entries({ ...head, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
}

function refusal(status: number) {
  const body = JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status });
  const head = { 'content-type': 'application/problem+json', 'content-length': Buffer.byteLength(body) };
  return { head, body };
}
