import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { context, type Span, trace } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptedRequestId, REQUEST_ID, requestIdInBaggage, withBaggage } from './baggage';
import { keep, SLOW_MS } from './keep';
import { counter, histogram } from './metrics';
import { isHousekeeping } from './start';
import { markSynthetic, SYNTHETIC } from './synthetic';
import { asksToKeep, type Trust } from './trust';

const labels = ['method', 'route', 'status'] as const;

const requests = counter({ name: 'webstore_http_requests_total', help: 'HTTP requests answered.', labels });
const durations = histogram({
  name: 'webstore_http_request_duration_seconds',
  help: 'Time from the request to the end of its answer.',
  labels,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

const syntheticRequests = counter({
  name: 'webstore_synthetic_requests_total',
  help: 'HTTP requests of the synthetic customer; it is in no other figure about requests or customers.',
  labels,
});

const logger = new Logger('http');
const spans = new WeakMap<FastifyRequest, Span>();
const synthetics = new WeakSet<FastifyRequest>();

/** Request id, span name, RED metrics and one log line for every request that is not housekeeping. */
export function observeHttp(server: FastifyInstance, trust: Trust): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (isHousekeeping(request.raw)) return done();
    const requestId =
      acceptedRequestId(request.headers['x-request-id']) ?? requestIdInBaggage() ?? randomUUID();
    void reply.header('x-request-id', requestId);
    const span = trace.getActiveSpan();
    if (span) {
      spans.set(request, span);
      span.setAttribute(REQUEST_ID, requestId);
      nameByRoute(span, request);
      void reply.header('traceresponse', traceResponse(span));
    }
    const rights = trust(request.headers.authorization);
    if (span && rights.mayAsk && asksToKeep(request.headers)) keep(span, 'asked');
    const go = () => withBaggage({ [REQUEST_ID]: requestId }, done);
    if (!rights.synthetic) return go();
    synthetics.add(request);
    span?.setAttribute(SYNTHETIC, true);
    context.with(markSynthetic(context.active()), go);
  });
  server.addHook('onResponse', (request, reply, done) => {
    if (!isHousekeeping(request.raw)) observe(request, reply);
    done();
  });
}

/** Tells the caller where to look, as W3C Trace Context level 2 proposes it. */
function traceResponse(span: Span): string {
  const { traceId, spanId } = span.spanContext();
  return `00-${traceId}-${spanId}-01`;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Node's parser knows thirty more that nobody here serves; the semantic conventions call what is unknown so. */
function methodOf({ method }: FastifyRequest): string {
  return methods.has(method) ? method : '_OTHER';
}

function routeOf(request: FastifyRequest): string {
  // A path that matches no route is one label value, however many paths a scanner tries.
  return request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');
}

function nameByRoute(span: Span, request: FastifyRequest): void {
  const route = routeOf(request);
  span.updateName(`${request.method} ${route}`);
  const metadata = getRPCMetadata(context.active());
  if (metadata) Object.assign(metadata, { route });
}

function observe(request: FastifyRequest, reply: FastifyReply): void {
  const span = spans.get(request);
  const series = { method: methodOf(request), route: routeOf(request), status: reply.statusCode };
  if (span && reply.statusCode >= 500) keep(span, 'error');
  else if (span && reply.elapsedTime > SLOW_MS) keep(span, 'slow');
  if (synthetics.has(request)) syntheticRequests.add(series, 1, span);
  else {
    requests.add(series, 1, span);
    durations.observe(series, reply.elapsedTime / 1_000, span);
  }
  logger.log(`${request.method} ${series.route} ${series.status}`, {
    'http.request.method': request.method,
    'http.route': series.route,
    'http.response.status_code': series.status,
    // The hook runs in the context of the connection, where the baggage of the request is not.
    'webstore.request.id': String(reply.getHeader('x-request-id')),
    duration_ms: Math.round(reply.elapsedTime),
  });
}
