import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import { type Context, context, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptedRequestId, REQUEST_ID } from './baggage';
import { telemetryConfig } from './config';
import { isHousekeeping } from './housekeeping';
import { keep, SLOW_MS } from './keep';
import { counter, histogram } from './metrics';
import {
  endServerSpan,
  methodOf,
  routeLabelOf,
  routeOf,
  startRefusedSpan,
  startServerSpan,
} from './server-span';
import { isSynthetic, markSynthetic } from './synthetic';
import { asksToKeep, type Trust } from './trust';

const labels = ['method', 'route', 'status'] as const;

const requests = counter({ name: 'webstore_http_requests_total', help: 'HTTP requests answered.', labels });
const durations = histogram({
  name: 'webstore_http_request_duration_seconds',
  help: 'Time from the request to the end of its answer.',
  labels,
  buckets: telemetryConfig.requestBuckets,
});

const syntheticRequests = counter({
  name: 'webstore_synthetic_requests_total',
  help: 'HTTP requests of the synthetic customer; it is in no other figure about requests or customers.',
  labels,
});

const logger = new Logger('http');

/** The context of a request under way, its span included. */
const ENTERED = Symbol('entered');
type Entered = { [ENTERED]?: Context };

/** Request id, server span, RED metrics and one log line for every request that is not housekeeping. */
export function observeHttp(server: FastifyInstance, trust: Trust): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (isHousekeeping(request.raw)) return context.with(suppressTracing(ROOT_CONTEXT), done);
    const entered = enter(request, reply, trust);
    (request.raw as Entered)[ENTERED] = entered;
    context.with(entered, done);
  });
  server.addHook('onResponse', (request, reply, done) => {
    const entered = (request.raw as Entered)[ENTERED];
    if (entered) {
      const answer = { method: request.method, route: routeOf(request), status: reply.statusCode };
      context.with(entered, () => leave(entered, answer, reply.elapsedTime, routeLabelOf(request)));
    }
    done();
  });
  // What Fastify refuses before any hook: a URL that cannot be decoded, a request that comes while it closes.
  server.server.on('request', (raw: IncomingMessage & Entered, response: ServerResponse) => {
    if (raw[ENTERED] || !response.writableEnded || isHousekeeping(raw)) return;
    const caller = propagation.extract(ROOT_CONTEXT, raw.headers);
    const refused = trace.setSpan(caller, startRefusedSpan(raw, caller));
    const answer = { method: raw.method ?? 'GET', route: 'unmatched', status: response.statusCode };
    context.with(refused, () => leave(refused, answer, 0));
  });
}

/** Begins the span of a request and gives the context in which all that it causes happens. */
function enter(request: FastifyRequest, reply: FastifyReply, trust: Trust): Context {
  const { headers } = request;
  const rights = trust(headers.authorization);
  let caller = propagation.extract(ROOT_CONTEXT, headers);
  if (rights.synthetic) caller = markSynthetic(caller);
  const baggage = propagation.getBaggage(caller) ?? propagation.createBaggage();
  const requestId =
    acceptedRequestId(headers['x-request-id']) ?? baggage.getEntry(REQUEST_ID)?.value ?? randomUUID();
  caller = propagation.setBaggage(caller, baggage.setEntry(REQUEST_ID, { value: requestId }));

  const span = startServerSpan(request, caller);
  if (rights.mayAsk && asksToKeep(headers)) keep(span, 'asked');
  void reply.header('x-request-id', requestId);
  const { traceId, spanId } = span.spanContext();
  // Tells the caller where to look, as W3C Trace Context level 2 proposes it.
  if (span.isRecording()) void reply.header('traceresponse', `00-${traceId}-${spanId}-01`);
  return trace.setSpan(caller, span);
}

interface Answer {
  method: string;
  route: string;
  status: number;
}

function leave(entered: Context, answer: Answer, elapsedMs: number, routeLabel = answer.route): void {
  const { method, route, status } = answer;
  const span = trace.getSpan(entered)!;
  if (status >= 500) keep(span, 'error');
  else if (elapsedMs > SLOW_MS) keep(span, 'slow');
  const series = { method: methodOf(method), route: routeLabel, status };
  if (isSynthetic(entered)) syntheticRequests.add(series, 1, span);
  else {
    requests.add(series, 1, span);
    durations.observe(series, elapsedMs / 1_000, span);
  }
  logger.log(`${method} ${route} ${status}`, {
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': status,
    duration_ms: Math.round(elapsedMs),
  });
  endServerSpan(span, status);
}
