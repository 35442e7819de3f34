import { type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyHttpOptions } from 'fastify';
import type { Limits } from '../limits';

/** Fastify's options for a server with these limits. Its own refusals are problem details as well. */
export function serverOptions(bounds: Limits): FastifyHttpOptions<Server> {
  return {
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
    frameworkErrors: ({ statusCode = 400 }, _, reply) => {
      const { head, body } = refusal(statusCode);
      reply.raw.writeHead(statusCode, head).end(body);
    },
    clientErrorHandler: refuseUnparsed,
  };
}

const statuses = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
]);

/** Refuses data that is not HTTP, or a request that timed out. There is no request object yet, only a socket. */
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
