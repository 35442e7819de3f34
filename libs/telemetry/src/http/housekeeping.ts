import type { FastifyRequest } from 'fastify';

/** Key in the Fastify config of this library's routes. Its value is the route without the global prefix. */
export const HOUSEKEEPING = 'webstore.housekeeping';

const housekeeping = /^\/(health|metrics|docs)(\/|$|-json$|-yaml$)/;

/** Global prefixes of an application, by server: the text before its own `/metrics`. With versioning there are several. */
const prefixes = new WeakMap<object, Set<string>>();

/** Called for each registered route. */
export function learnPrefix(server: object, route: { url: string; config?: object }): void {
  const ours = (route.config as Record<string, unknown> | undefined)?.[HOUSEKEEPING];
  if (typeof ours !== 'string' || !route.url.endsWith(ours)) return;
  const known = prefixes.get(server) ?? new Set(['']);
  prefixes.set(server, known.add(route.url.slice(0, -ours.length)));
}

/**
 * Whether a request is from a probe, a scraper, the documentation or a CORS preflight. Such requests have no spans, log
 * lines or request metrics. Decided by the matched route, because a similar URL without a route is an ordinary request.
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
