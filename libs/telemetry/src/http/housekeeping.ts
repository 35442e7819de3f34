import type { FastifyRequest } from 'fastify';

/** Set in the Fastify config of a route of this library: what the route is called without the global prefix. */
export const HOUSEKEEPING = 'webstore.housekeeping';

const housekeeping = /^\/(health|metrics|docs)(\/|$|-json$|-yaml$)/;

/** The global prefix of an application, by its server: what stands before its own `/metrics`. One with a version has several. */
const prefixes = new WeakMap<object, Set<string>>();

/** Told of each route that is registered. */
export function learnPrefix(server: object, route: { url: string; config?: object }): void {
  const ours = (route.config as Record<string, unknown> | undefined)?.[HOUSEKEEPING];
  if (typeof ours !== 'string' || !route.url.endsWith(ours)) return;
  const known = prefixes.get(server) ?? new Set(['']);
  prefixes.set(server, known.add(route.url.slice(0, -ours.length)));
}

/**
 * Requests of probes, scrapers and the documentation, and a browser's question whether it may ask: no spans, no log
 * lines, no request metrics. By the pattern of the route that serves them: what a URL looks like says little, and one that
 * no route serves is a request like any other.
 */
export function isHousekeeping({
  method,
  headers,
  routeOptions,
  server,
}: Pick<FastifyRequest, 'method' | 'headers' | 'routeOptions' | 'server'>): boolean {
  if (method === 'OPTIONS' && headers['access-control-request-method'] !== undefined) return true;
  const { url } = routeOptions;
  if (url === undefined) return false;
  for (const prefix of prefixes.get(server.server) ?? ['']) {
    if (url.startsWith(prefix) && housekeeping.test(url.slice(prefix.length))) return true;
  }
  return false;
}
