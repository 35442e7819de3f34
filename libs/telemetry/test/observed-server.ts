import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { Logger } from '@nestjs/common';
import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { fastify, type FastifyHttpOptions, type FastifyInstance } from 'fastify';
import type { Server } from 'node:http';
import { observeHttp } from '../src/http/http-telemetry';
import { EdgePropagator } from '../src/propagation/propagator';
import { exposition } from '../src/metrics/registry';
import { trustNone } from '../src/http/trust';

export interface Line {
  level: string;
  message: string;
  fields: Record<string, unknown>;
  error?: unknown;
}

/** A Fastify server whose telemetry stays in this process. */
export class ObservedServer {
  readonly sent = new InMemorySpanExporter();
  readonly lines: Line[] = [];
  /** Server-side sockets of the open connections. */
  readonly sockets = new Set<Socket>();
  readonly server: FastifyInstance;

  constructor(options: FastifyHttpOptions<Server> | { http2: true } = {}) {
    const write = (level: string) => (message: string, fields: Record<string, unknown>, error?: unknown) => {
      this.lines.push({ level, message, fields, error });
    };
    Logger.overrideLogger({ log: write('info'), error: write('error'), warn: write('warn') });
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(new EdgePropagator({}));
    const spanProcessors = [new SimpleSpanProcessor({ exporter: this.sent })];
    trace.setGlobalTracerProvider(new TracerProvider({ sampler: new AlwaysOnSampler(), spanProcessors }));
    this.server = fastify(options as FastifyHttpOptions<Server>) as unknown as FastifyInstance;
    observeHttp(this.server, trustNone);
    // Avoids Node's warning about many listeners in tests with many connections.
    this.server.server.setMaxListeners(50);
    this.server.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    this.server.get('/ok', () => 'ok');
    this.server.get('/empty', (_request, reply) => reply.status(204).send());
    this.server.get('/waits', () => new Promise(() => undefined));
    this.server.post('/upload', (request) => JSON.stringify(request.body).length);
    this.server.get('/download', (_request, reply) => reply.send(streamOf('a part of it')));
    this.server.get('/breaks', (_request, reply) => {
      const answer = streamOf('a part of it');
      setImmediate(() => answer.destroy(new RangeError('the rest is missing')));
      return reply.send(answer);
    });
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  async listen(): Promise<void> {
    await this.server.listen({ host: '127.0.0.1', port: 0 });
  }

  /** Opens a connection. @returns both of its sockets */
  async connect(): Promise<{ client: Socket; server: Socket }> {
    const client = connect({ port: this.port, host: '127.0.0.1', allowHalfOpen: true });
    client.on('error', () => undefined);
    await once(client, 'connect');
    const find = () => [...this.sockets].find(({ remotePort }) => remotePort === client.localPort);
    while (!find()) await once(this.server.server, 'connection');
    const server = find()!;
    return { client, server };
  }

  serverSpans() {
    return this.sent.getFinishedSpans().filter(({ kind }) => kind === SpanKind.SERVER);
  }

  /** The samples of a metric by their label text in the exposition. */
  async samples(metric: string): Promise<Record<string, number>> {
    const { body } = await exposition('text');
    const found = body.matchAll(new RegExp(`^${metric}(?:\\{(.*)\\})? (\\S+)$`, 'gm'));
    return Object.fromEntries([...found].map(([, labels = '', value]) => [labels, Number(value)]));
  }

  async total(metric: string): Promise<number> {
    return Object.values(await this.samples(metric)).reduce((sum, value) => sum + value, 0);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await this.server.close();
    trace.disable();
    context.disable();
    propagation.disable();
  }
}

function streamOf(text: string): PassThrough {
  const stream = new PassThrough();
  stream.write(text);
  return stream;
}
