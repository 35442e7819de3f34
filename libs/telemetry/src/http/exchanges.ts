import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Context } from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';
import { guarded } from '../guarded';
import { gauge } from '../metrics/metrics';
import { answeredWith, type Outcome, outcomeOf, outcomeOfUnparsed, type Seen } from '../outcome';

/** A request and its answer, from the end of the request's header to the end of the answer, however that comes. */
export interface Exchange extends Seen {
  readonly raw: IncomingMessage;
  readonly beganAt: number;
  /** Set in the first `onRequest` hook: what Node or Fastify refuse before it has none. */
  request?: FastifyRequest;
  /** The context of all that the request causes, its span included. */
  entered?: Context;
  isHousekeeping: boolean;
  isOver: boolean;
}

export interface Ends {
  /** An exchange is over. Called once for each, housekeeping excepted. */
  over(exchange: Exchange, outcome: Outcome): void;
  /** Node's parser could not read a request, or its header stopped before its end: there is no message to describe. */
  unparsed(beganAt: number, outcome: Outcome): void;
}

interface Connection {
  readonly openedAt: number;
  /** The exchange that began last. */
  latest?: Exchange;
  /** Bytes that had come when an exchange was over last. */
  bytesRead: number;
}

let active = 0;
gauge({
  name: 'webstore_http_requests_active',
  help: 'HTTP requests under way, those of the synthetic customer among them: neither answered, nor broken, nor given up by the client.',
  collect: (set) => set({}, active),
});

type Begin = (request: IncomingMessage, response: ServerResponse) => unknown;

const begins = new WeakMap<object, Begin>();
// Node publishes each request here before it answers some by itself: without a Host, with an unknown expectation.
subscribe('http.server.request.start', (message) => {
  const { request, response, server } = message as {
    request: IncomingMessage;
    response: ServerResponse;
    server: object;
  };
  begins.get(server)?.(request, response);
});

/** Follows every request of the servers that it observes to its one end. */
export class Exchanges {
  private readonly exchanges = new WeakMap<IncomingMessage, Exchange>();
  private readonly connections = new WeakMap<Socket, Connection>();

  constructor(private readonly ends: Ends) {}

  /** @param server of HTTP/1 or HTTP/2. Fastify listens with a second one where `localhost` has two addresses. */
  observe(server: Server): void {
    if (begins.has(server)) return;
    const begin = guarded(
      'http-begin',
      (request: IncomingMessage, response: ServerResponse) => void this.begin(request, response),
      () => undefined,
    );
    const onClientError = guarded(
      'http-client-error',
      (error: Error, socket: Duplex) => this.onClientError(error, socket as Socket),
      () => undefined,
    );
    begins.set(server, begin);
    server.prependListener('connection', (socket) => void this.connectionOf(socket as Socket));
    server.prependListener('request', begin);
    server.prependListener('clientError', onClientError);
    const connectBegan = guarded(
      'http-connect',
      (request: IncomingMessage, peer: Duplex | ServerResponse) => this.connectBegan(request, peer),
      () => undefined,
    );
    server.on('connect', (request: IncomingMessage, peer: Duplex | ServerResponse) => {
      connectBegan(request, peer);
      // An application that is a proxy answers by itself.
      if (server.listenerCount('connect') === 1) refuseConnect(peer);
    });
  }

  /** The exchange of a request, begun where it has not yet. */
  begin(raw: IncomingMessage, response: ServerResponse): Exchange {
    const known = this.exchanges.get(raw);
    if (known) return known;
    const exchange: Exchange = { raw, beganAt: performance.now(), isHousekeeping: false, isOver: false };
    this.exchanges.set(raw, exchange);
    active++;
    const end = guarded(
      'http-end',
      () => this.end(exchange, response),
      () => undefined,
    );
    response.once('close', end);
    const stream = http2StreamOf(response);
    if (!stream) this.connectionOf(raw.socket).latest = exchange;
    // Node closes a stream that was reset, but not one with an answer to write where the reset says "no error".
    stream?.once('aborted', () =>
      setImmediate(() => {
        exchange.isAbandoned = !exchange.isOver && !stream.destroyed;
        if (exchange.isAbandoned) end();
      }),
    );
    return exchange;
  }

  /** Without a listener for CONNECT Node ends the connection without a word, and without a request that could be seen. */
  private connectBegan(raw: IncomingMessage, peer: Duplex | ServerResponse): void {
    if ('writeHead' in peer) return void this.begin(raw, peer);
    const exchange = { raw, beganAt: performance.now(), isHousekeeping: false, isOver: true };
    this.ends.over(exchange, answeredWith(405));
  }

  /** Takes an exchange out of what is counted, once its route is known. */
  setHousekeeping(exchange: Exchange): void {
    if (exchange.isHousekeeping || exchange.isOver) return;
    exchange.isHousekeeping = true;
    active--;
  }

  private end(exchange: Exchange, response: ServerResponse): void {
    if (exchange.isOver) return;
    exchange.isOver = true;
    const { raw, isHousekeeping } = exchange;
    if (!http2StreamOf(response)) this.connectionOf(raw.socket).bytesRead = raw.socket.bytesRead;
    if (isHousekeeping) return;
    active--;
    this.ends.over(exchange, outcomeOf(raw, response, exchange));
  }

  /** Observes only: the answer, and the end of the connection, are Fastify's. */
  private onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
    const connection = this.connectionOf(socket);
    const { latest } = connection;
    // It is in the body of a request that has begun. The connection ends now, and with it what is not over.
    if (latest && !latest.raw.complete) latest.clientError = error;
    else if (hasRequestBegun(error, socket, connection)) {
      this.ends.unparsed(latest ? performance.now() : connection.openedAt, outcomeOfUnparsed(error));
    }
  }

  private connectionOf(socket: Socket): Connection {
    const known = this.connections.get(socket);
    if (known) return known;
    const connection = { openedAt: performance.now(), bytesRead: 0 };
    this.connections.set(socket, connection);
    return connection;
  }
}

function refuseConnect(peer: Duplex | ServerResponse): void {
  if ('writeHead' in peer) return void peer.writeHead(405).end();
  // Node has taken its own listeners from this socket.
  peer.on('error', () => undefined);
  peer.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

/** Whether something had come of the request that could not be read, or the connection was idle. */
function hasRequestBegun(
  { code = '' }: NodeJS.ErrnoException,
  socket: Socket,
  { latest, bytesRead }: Connection,
): boolean {
  if (code.startsWith('HPE_')) return true;
  // A connection that a browser opens in advance has its time limit, too.
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return socket.bytesRead > 0;
  // A reset. What comes behind a request that waits for its answer cannot be told from its body.
  return (!latest || latest.isOver) && socket.bytesRead > bytesRead;
}

function http2StreamOf(response: ServerResponse): ServerHttp2Stream | undefined {
  return (response as ServerResponse & { stream?: ServerHttp2Stream }).stream;
}
