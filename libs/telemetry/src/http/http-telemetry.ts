import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { type Context, context, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptedRequestId, REQUEST_ID } from '../propagation/baggage';
import { telemetryConfig } from '../config';
import { type Exchange, Exchanges } from './exchanges';
import { guarded } from '../guarded';
import { isHousekeeping, learnPrefix } from './housekeeping';
import { keep, SLOW_MS } from '../sampling/keep';
import { counter, histogram } from '../metrics/metrics';
import type { Outcome } from './outcome';
import {
  endServerSpan,
  methodOf,
  routeLabelOf,
  routeOf,
  startRefusedSpan,
  startServerSpan,
  startUnparsedSpan,
} from './server-span';
import { isSynthetic, markSynthetic } from '../propagation/synthetic';
import { asksToKeep, type Trust } from './trust';

const labels = ['method', 'route', 'status'] as const;

const requests = counter({
  name: 'webstore_http_requests_total',
  help: 'HTTP requests that have ended, however they did; status 499: the client left before its answer was whole.',
  labels,
});
const durations = histogram({
  name: 'webstore_http_request_duration_seconds',
  help: 'Time from the request to its end, as in webstore_http_requests_total.',
  labels,
  buckets: telemetryConfig.requestBuckets,
});

const syntheticRequests = counter({
  name: 'webstore_synthetic_requests_total',
  help: 'HTTP requests of the synthetic customer; no other metric about finished requests or customers counts them.',
  labels,
});

const logger = new Logger('http');

/** Request id, server span, RED metrics and one log line for every request that is not housekeeping. */
export function observeHttp(server: FastifyInstance, trust: Trust): void {
  const exchanges = new Exchanges({ over: leave, unparsed: leaveUnparsed });
  exchanges.observe(server.server);

  const enterSafely = guarded(
    'http-request',
    (request: FastifyRequest, reply: FastifyReply): Context => {
      // If `localhost` has two addresses, Fastify creates a second server that is only accessible through its sockets.
      const { server: listener } = request.raw.socket as Socket & { server?: Server };
      if (listener && request.raw.httpVersionMajor === 1) exchanges.observe(listener);
      const exchange = exchanges.begin(request.raw, reply.raw);
      exchange.request = request;
      if (isHousekeeping(request)) {
        exchanges.setHousekeeping(exchange);
        return suppressTracing(ROOT_CONTEXT);
      }
      return (exchange.entered = enter(request, reply, trust));
    },
    () => context.active(),
  );
  const watchSafely = guarded(
    'http-response',
    (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
      if (!isStream(payload)) return;
      const exchange = exchanges.begin(request.raw, reply.raw);
      payload.once('error', (error: unknown) => (exchange.streamError ??= error));
    },
    () => undefined,
  );

  server.addHook('onRoute', (route) => learnPrefix(server.server, route));
  server.addHook('onRequest', (request, reply, done) => context.with(enterSafely(request, reply), done));
  server.addHook('onSend', (request, reply, payload, done) => {
    watchSafely(request, reply, payload);
    done();
  });
}

function isStream(payload: unknown): payload is NodeJS.ReadableStream {
  return typeof (payload as NodeJS.ReadableStream | null)?.pipe === 'function';
}

/** Starts the span of a request. @returns the context for all work of the request */
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
  // Returns the trace id to the caller, as W3C Trace Context level 2 proposes.
  if (span.isRecording()) void reply.header('traceresponse', `00-${traceId}-${spanId}-01`);
  return trace.setSpan(caller, span);
}

function leave(exchange: Exchange, outcome: Outcome): void {
  const { raw, request, beganAt } = exchange;
  const entered = exchange.entered ?? enterRefused(exchange);
  const route = request ? routeOf(request) : 'unmatched';
  const routeLabel = request ? routeLabelOf(request) : 'unmatched';
  record(entered, { method: raw.method ?? 'GET', route, routeLabel, beganAt }, outcome);
}

/** Starts the span of a request that Fastify or Node refuse before any hook: an undecodable URL, a request during the shutdown. */
function enterRefused({ raw, beganAt }: Exchange): Context {
  const caller = propagation.extract(ROOT_CONTEXT, raw.headers);
  return trace.setSpan(caller, startRefusedSpan(raw, caller, beganAt));
}

function leaveUnparsed(beganAt: number, outcome: Outcome): void {
  const entered = trace.setSpan(ROOT_CONTEXT, startUnparsedSpan(beganAt));
  record(entered, { method: '_OTHER', route: 'unmatched', routeLabel: 'unmatched', beganAt }, outcome);
}

interface Ended {
  method: string;
  route: string;
  routeLabel: string;
  beganAt: number;
}

/** Records the end of a request in metrics, log and trace. The span ends last, so that the others can refer to it. */
function record(entered: Context, { method, route, routeLabel, beganAt }: Ended, outcome: Outcome): void {
  const elapsedMs = performance.now() - beganAt;
  const { status, sentStatus, errorType, error } = outcome;
  const span = trace.getSpan(entered)!;
  if (outcome.failed) keep(span, 'error');
  else if (elapsedMs > SLOW_MS) keep(span, 'slow');
  const series = { method: methodOf(method), route: routeLabel, status };
  context.with(entered, () => {
    if (isSynthetic(entered)) syntheticRequests.add(series, 1, span);
    else {
      requests.add(series, 1, span);
      durations.observe(series, elapsedMs / 1_000, span);
    }
    const fields = {
      'http.request.method': method,
      'http.route': route,
      ...(sentStatus !== undefined && { 'http.response.status_code': sentStatus }),
      ...(errorType !== undefined && { 'error.type': errorType }),
      duration_ms: Math.round(elapsedMs),
    };
    const line = `${method} ${route} ${status}`;
    // No exception filter handles a response that broke off, so it is logged here.
    if (outcome.failed && status !== sentStatus) logger.error(line, fields, ...(error ? [error] : []));
    else logger.log(line, fields);
    endServerSpan(span, outcome);
  });
}
