import { type Context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  ATTR_CLIENT_ADDRESS,
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_METHOD_ORIGINAL,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_NETWORK_PROTOCOL_VERSION,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_PATH,
  ATTR_URL_QUERY,
  ATTR_URL_SCHEME,
  ATTR_USER_AGENT_ORIGINAL,
} from '@opentelemetry/semantic-conventions';
import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { setScalars } from './attributes';
import { telemetryConfig } from './config';

type Scalars = Record<string, string | number>;

const tracer = trace.getTracer('@webstore/telemetry');

const knownMethods = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
]);
/** Signatures of presigned URLs, as semantic conventions name them. */
const signatures = /(?<=(?:^|&)(?:sig|Signature|AWSAccessKeyId|X-Goog-Signature)=)[^&]*/gi;

/** Node's parser takes thirty more that nobody serves; the semantic conventions call them all so. */
export function methodOf(method: string): string {
  return knownMethods.has(method) ? method : '_OTHER';
}

/** The route's pattern. A path that matches no route is one value, however many paths a scanner tries. */
export function routeOf(request: FastifyRequest): string {
  return request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');
}

/** What the metrics of a request tell routes apart by. A path is a value for each cart and order that there ever was. */
export function routeLabelOf(request: FastifyRequest, by = telemetryConfig.routeLabel): string {
  return by === 'path' ? splitUrl(request.originalUrl)[0] : routeOf(request);
}

/**
 * The span of a request, by the stable semantic conventions. Made here, from what Fastify has parsed anyway, and not by
 * instrumentation-http: that one wraps every listener of request and response
 * (docs/decisions/0009-a-server-span-from-fastifys-own-hooks.md).
 */
export function startServerSpan(request: FastifyRequest, caller: Context): Span {
  const attributes = ofMessage(request.raw, routeOf(request), request.originalUrl);
  attributes[ATTR_URL_SCHEME] = request.protocol;
  attributes[ATTR_SERVER_ADDRESS] = request.hostname;
  if (request.port) attributes[ATTR_SERVER_PORT] = request.port;
  attributes[ATTR_CLIENT_ADDRESS] = request.ip;
  return start(attributes, request.method, caller);
}

/** The span of a request that Fastify has refused before it had parsed it. */
export function startRefusedSpan(message: IncomingMessage, caller: Context): Span {
  return start(ofMessage(message, 'unmatched', message.url ?? '/'), message.method ?? 'GET', caller);
}

function start(attributes: Scalars, method: string, caller: Context): Span {
  const name = `${knownMethods.has(method) ? method : 'HTTP'} ${String(attributes[ATTR_HTTP_ROUTE])}`;
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, caller);
  setScalars(span, attributes);
  return span;
}

function ofMessage(
  { method = 'GET', httpVersion, headers }: IncomingMessage,
  route: string,
  url: string,
): Scalars {
  const [path, query] = splitUrl(url);
  const attributes: Scalars = {
    [ATTR_HTTP_REQUEST_METHOD]: methodOf(method),
    [ATTR_HTTP_ROUTE]: route,
    [ATTR_URL_PATH]: path,
    [ATTR_NETWORK_PROTOCOL_VERSION]: httpVersion,
  };
  if (!knownMethods.has(method)) attributes[ATTR_HTTP_REQUEST_METHOD_ORIGINAL] = method;
  if (query) attributes[ATTR_URL_QUERY] = query.replace(signatures, 'REDACTED');
  if (headers['user-agent']) attributes[ATTR_USER_AGENT_ORIGINAL] = headers['user-agent'];
  return attributes;
}

/** A status from 500 on is our error; what a caller did wrong is none. */
export function endServerSpan(span: Span, status: number): void {
  setScalars(span, { [ATTR_HTTP_RESPONSE_STATUS_CODE]: status });
  if (status >= 500) {
    setScalars(span, { [ATTR_ERROR_TYPE]: String(status) });
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

function splitUrl(url: string): [path: string, query?: string] {
  const at = url.indexOf('?');
  return at < 0 ? [url] : [url.slice(0, at), url.slice(at + 1)];
}
