import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { serverOptions } from './fastify/server-options';
import { type BodyRules, bodyRulesKey } from './input/body.decorator';
import { type Limits, limits } from './limits';

/**
 * The HTTP server of a service with its limits: size and duration of a request, duration of a response, and JSON as the
 * only body type. Its own refusals are problem details as well.
 */
export function webAdapter(own: Partial<Limits> = {}): FastifyAdapter {
  const bounds = { ...limits, ...own };
  const adapter = new FastifyAdapter(serverOptions(bounds));
  const server = adapter.getInstance() as FastifyInstance;
  server.addHook('onRoute', (route) => {
    const rules = (route.config as { [bodyRulesKey]?: BodyRules } | undefined)?.[bodyRulesKey];
    if (rules?.limitBytes) route.bodyLimit = rules.limitBytes;
  });
  readOnlyJson(adapter, server, bounds);
  return adapter;
}

/** Removes the form parser of Nest and the plain-text parser of Fastify: no route accepts either type. */
function readOnlyJson(adapter: FastifyAdapter, server: FastifyInstance, { bodyBytes }: Limits): void {
  server.removeContentTypeParser('text/plain');
  const parse = server.getDefaultJsonParser('error', 'error');
  adapter.useBodyParser('application/json', false, { bodyLimit: bodyBytes }, (request, body, done) => {
    void parse(request as never, String(body), done as never);
  });
}
