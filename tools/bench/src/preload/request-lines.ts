import type { FastifyInstance } from 'fastify';
import type { Logger } from 'winston';

/** One line a request, with the fields that the library's own has. */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { url = 'unmatched' } = request.routeOptions;
    if (!url.startsWith('/health')) {
      logger.info(`${request.method} ${url} ${reply.statusCode}`, {
        'http.request.method': request.method,
        'http.route': url,
        'http.response.status_code': reply.statusCode,
        duration_ms: Math.round(reply.elapsedTime),
      });
    }
    done();
  });
}
