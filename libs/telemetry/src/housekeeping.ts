import type { IncomingMessage } from 'node:http';

const housekeeping = /^\/(health|metrics|docs)(\/|\?|$)/;

/**
 * Requests of probes, scrapers and the documentation, and a browser's question whether it may ask: no spans, no log
 * lines, no request metrics.
 */
export function isHousekeeping(request: Pick<IncomingMessage, 'url' | 'method'>): boolean {
  return request.method === 'OPTIONS' || housekeeping.test(request.url ?? '');
}
