import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
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
import { setScalars } from '../spans/attributes';
import { telemetryConfig } from '../config';
import type { Outcome } from './outcome';
import { recordException } from '../spans/span-errors';

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
/** Signature parameters of presigned URLs, as listed by the semantic conventions. */
const signatures = /(?<=(?:^|&)(?:sig|Signature|AWSAccessKeyId|X-Goog-Signature)=)[^&]*/gi;

/** Returns `_OTHER` for unusual methods, as the semantic conventions require. Node's parser accepts thirty of them. */
export function methodOf(method: string): string {
  return knownMethods.has(method) ? method : '_OTHER';
}

/** The pattern of the route. All paths without a route share one value, so a scanner cannot create many. */
export function routeOf(request: FastifyRequest): string {
  return request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');
}

/** The route label of request metrics. With `path`, each cart and order adds a label value. */
export function routeLabelOf(request: FastifyRequest, by = telemetryConfig.routeLabel): string {
  return by === 'path' ? splitUrl(request.originalUrl)[0] : routeOf(request);
}

/**
 * Starts the server span of a request, by the stable semantic conventions. Created here from Fastify's parsed request and not
 * by instrumentation-http, which wraps every listener of request and response
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

/**
 * Starts the span of a request that was refused before any Fastify hook.
 * @param beganAt start time from `performance.now()`, in milliseconds
 */
export function startRefusedSpan(message: IncomingMessage, caller: Context, beganAt: number): Span {
  const attributes = ofMessage(message, 'unmatched', message.url ?? '/');
  return start(attributes, message.method ?? 'GET', caller, wallClock(beganAt));
}

/** Starts the span of a request that Node's parser could not read. It has no request attributes. */
export function startUnparsedSpan(beganAt: number): Span {
  const attributes = { [ATTR_HTTP_REQUEST_METHOD]: '_OTHER', [ATTR_HTTP_ROUTE]: 'unmatched' };
  return start(attributes, '_OTHER', ROOT_CONTEXT, wallClock(beganAt));
}

const wallClock = (at: number) => Date.now() - (performance.now() - at);

function start(attributes: Scalars, method: string, caller: Context, startTime?: number): Span {
  const name = `${knownMethods.has(method) ? method : 'HTTP'} ${String(attributes[ATTR_HTTP_ROUTE])}`;
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER, startTime }, caller);
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

/**
 * Ends a server span. Only failures of this service have status error; client errors and disconnected clients do not. The status code
 * is the one that was sent; there is none if the client left before.
 */
export function endServerSpan(span: Span, { sentStatus, errorType, failed, error }: Outcome): void {
  if (sentStatus !== undefined) setScalars(span, { [ATTR_HTTP_RESPONSE_STATUS_CODE]: sentStatus });
  if (errorType !== undefined) setScalars(span, { [ATTR_ERROR_TYPE]: errorType });
  if (error !== undefined) recordException(span, error);
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

const schemeAndAuthority = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** Splits a request target. It may also be an absolute URL (as for proxies) or `*`. */
function splitUrl(url: string): [path: string, query?: string] {
  const target = url.replace(schemeAndAuthority, '').replace(/#.*$/s, '');
  const at = target.indexOf('?');
  const path = at < 0 ? target : target.slice(0, at);
  const query = at < 0 ? undefined : target.slice(at + 1);
  return [path.startsWith('/') ? path : '/', query];
}
