import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Context } from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';
import { guarded } from '../guarded';
import { gauge } from '../metrics/metrics';
import { answeredWith, type Outcome, outcomeOf, outcomeOfUnparsed, type Seen } from './outcome';

/** A request and its response, from the end of the request head to the end of the response, of any kind. */
export interface Exchange extends Seen {
  readonly raw: IncomingMessage;
  readonly beganAt: number;
  /** Set in the first `onRequest` hook. Undefined if Node or Fastify refused the request before it. */
  request?: FastifyRequest;
  /** The context of all work of the request, including its span. */
  entered?: Context;
  isHousekeeping: boolean;
  isOver: boolean;
}

export interface Ends {
  /** An exchange has ended. Called once per exchange, except for housekeeping. */
  over(exchange: Exchange, outcome: Outcome): void;
  /** Node's parser failed, or the request head was incomplete, so there is no request object. */
  unparsed(beganAt: number, outcome: Outcome): void;
}

interface Connection {
  readonly openedAt: number;
  /** The most recent exchange. */
  latest?: Exchange;
  /** Bytes received at the end of the last completed exchange. */
  bytesRead: number;
}

let active = 0;
gauge({
  name: 'webstore_http_requests_active',
  help: 'HTTP requests in progress, including those of the synthetic customer.',
  collect: (set) => set({}, active),
});

type Begin = (request: IncomingMessage, response: ServerResponse) => unknown;

const begins = new WeakMap<object, Begin>();
// Node publishes each request here, including those that it answers itself: without a Host, with an unknown expectation.
subscribe('http.server.request.start', (message) => {
  const { request, response, server } = message as {
    request: IncomingMessage;
    response: ServerResponse;
    server: object;
  };
  begins.get(server)?.(request, response);
});

/** Tracks every request of the observed servers, and reports its end once. */
export class Exchanges {
  private readonly exchanges = new WeakMap<IncomingMessage, Exchange>();
  private readonly connections = new WeakMap<Socket, Connection>();

  constructor(private readonly ends: Ends) {}

  /** @param server HTTP/1 or HTTP/2 server. Fastify creates a second one if `localhost` has two addresses. */
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
      // An application that is a proxy responds itself.
      if (server.listenerCount('connect') === 1) refuseConnect(peer);
    });
  }

  /** The exchange of a request; created if there is none yet. */
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
    // Node closes a reset stream, except one with a pending response and the reset code "no error".
    stream?.once('aborted', () =>
      setImmediate(() => {
        exchange.isAbandoned = !exchange.isOver && !stream.destroyed;
        if (exchange.isAbandoned) end();
      }),
    );
    return exchange;
  }

  /** Without a listener for CONNECT, Node closes the connection silently, and the request cannot be observed. */
  private connectBegan(raw: IncomingMessage, peer: Duplex | ServerResponse): void {
    if ('writeHead' in peer) return void this.begin(raw, peer);
    const exchange = { raw, beganAt: performance.now(), isHousekeeping: false, isOver: true };
    this.ends.over(exchange, answeredWith(405));
  }

  /** Excludes an exchange from telemetry, once its route is known. */
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

  /** Only observes: Fastify responds and closes the connection. */
  private onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
    const connection = this.connectionOf(socket);
    const { latest } = connection;
    // The error is in the body of a request in progress. The connection closes now, which ends its open exchanges.
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
  // Node has removed its own listeners from this socket.
  peer.on('error', () => undefined);
  peer.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

/** Whether part of the unreadable request was received. False for an idle connection. */
function hasRequestBegun(
  { code = '' }: NodeJS.ErrnoException,
  socket: Socket,
  { latest, bytesRead }: Connection,
): boolean {
  if (code.startsWith('HPE_')) return true;
  // The time limit also applies to connections that a browser opens in advance.
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return socket.bytesRead > 0;
  // A reset. Data after a pending request cannot be distinguished from its body.
  return (!latest || latest.isOver) && socket.bytesRead > bytesRead;
}

function http2StreamOf(response: ServerResponse): ServerHttp2Stream | undefined {
  return (response as ServerResponse & { stream?: ServerHttp2Stream }).stream;
}
