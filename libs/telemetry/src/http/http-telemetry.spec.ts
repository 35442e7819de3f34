import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Logger } from '@nestjs/common';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { fastify, type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { observeHttp } from './http-telemetry';
import { EdgePropagator } from '../propagation/propagator';
import { exposition } from '../metrics/registry';
import { trustNone } from './trust';

const sent = new InMemorySpanExporter();
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('the span of a request', () => {
  let server: FastifyInstance;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(new EdgePropagator({ 'webstore.country': ['BR'] }));
    trace.setGlobalTracerProvider(
      new TracerProvider({
        sampler: new AlwaysOnSampler(),
        spanProcessors: [new SimpleSpanProcessor({ exporter: sent })],
      }),
    );
    server = fastify();
    observeHttp(server, trustNone);
    const handle = async () => {
      await Promise.resolve();
      trace.getTracer('test').startSpan('work').end();
      return propagation.getActiveBaggage()?.getEntry('webstore.request.id')?.value;
    };
    server.get('/orders/:id', handle);
    server.post('/orders', handle);
    server.get('/health/live', handle);
    server.get('/broken', () => Promise.reject(new Error('the inside')));
    await server.listen({ host: '127.0.0.1', port: 0 });
  });
  afterEach(() => sent.reset());
  afterAll(async () => {
    await server.close();
    trace.disable();
    context.disable();
    propagation.disable();
  });

  const port = () => (server.server.address() as AddressInfo).port;
  const call = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port()}${path}`, init);
  const counted = async (route: string) =>
    (await exposition()).body
      .split('\n')
      .filter((line) => line.includes(`_requests_total{`) && line.includes(route));
  const serverSpan = () => sent.getFinishedSpans().find(({ kind }) => kind === SpanKind.SERVER);
  const answered = () => expect.poll(serverSpan).toBeDefined();

  it('describes request and response by the stable semantic conventions', async () => {
    const headers = { 'user-agent': 'test', traceparent, baggage: 'webstore.country=BR' };
    const answer = await call('/orders/7?expand=lines&sig=abc', { headers });
    await answered();
    const span = serverSpan()!;
    expect(span.name).toBe('GET /orders/:id');
    expect(span.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    expect(span.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/orders/:id',
      'http.response.status_code': 200,
      'url.scheme': 'http',
      'url.path': '/orders/7',
      'url.query': 'expand=lines&sig=REDACTED',
      'server.address': '127.0.0.1',
      'server.port': port(),
      'client.address': '127.0.0.1',
      'network.protocol.version': '1.1',
      'user_agent.original': 'test',
    });
    expect(answer.headers.get('traceresponse')).toBe(
      `00-0af7651916cd43dd8448eb211c80319c-${span.spanContext().spanId}-01`,
    );
  });

  it('is named by the route in metrics too, for any requested path', async () => {
    await call('/orders/first');
    await call('/orders/second');
    await expect.poll(() => counted('"/orders/:id"')).toHaveLength(1);
    expect(await counted('first')).toEqual([]);
  });

  const work = () => sent.getFinishedSpans().find(({ name }) => name === 'work');

  it('is the parent of the spans that the request causes, with its baggage', async () => {
    const answer = await call('/orders/7');
    await answered();
    expect(work()?.parentSpanContext?.spanId).toBe(serverSpan()!.spanContext().spanId);
    expect(await answer.text()).toBe(answer.headers.get('x-request-id'));
  });

  it('is the parent of spans after a delayed body', async () => {
    const socket = connect(port(), '127.0.0.1');
    const begun = once(server.server, 'request');
    const type = 'Content-Type: application/json\r\nContent-Length: 2';
    socket.write(`POST /orders HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${type}\r\n\r\n`);
    await begun;
    socket.end('{}');
    await once(socket, 'data');
    await answered();
    expect(work()?.parentSpanContext?.spanId).toBe(serverSpan()!.spanContext().spanId);
  });

  it.each([
    ['matches no route', '/nowhere', 404],
    ['cannot be decoded', '/%c0', 400],
  ])('is there for a request that %s, and is no error of ours', async (_what, path, status) => {
    const socket = connect(port(), '127.0.0.1');
    socket.end(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    await once(socket, 'data');
    await answered();
    expect(serverSpan()).toMatchObject({
      name: 'GET unmatched',
      attributes: { 'http.response.status_code': status, 'url.path': path },
      status: { code: SpanStatusCode.UNSET },
    });
  });

  it('has status error for an error response', async () => {
    await call('/broken');
    await answered();
    expect(serverSpan()).toMatchObject({
      attributes: { 'error.type': '500', 'webstore.keep': 'error' },
      status: { code: SpanStatusCode.ERROR },
    });
  });

  it('is not created for a probe, and neither are spans of the work of the probe', async () => {
    await call('/health/live');
    await call('/orders/8');
    await answered();
    expect(sent.getFinishedSpans().map(({ name }) => name)).toEqual(['work', 'GET /orders/:id']);
  });
});
