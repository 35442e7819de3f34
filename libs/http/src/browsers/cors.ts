import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Browsers cache a preflight response for one day. */
const PREFLIGHT_SECONDS = 86_400;

/** Allows pages of these origins to call the service, send trace context and read the headers that identify the trace. */
export function allowBrowsers(app: NestFastifyApplication, origins: readonly string[]): void {
  app.enableCors({
    origin: [...origins],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'traceparent',
      'tracestate',
      'baggage',
      'x-request-id',
      'webstore-keep',
    ],
    exposedHeaders: ['traceresponse', 'x-request-id', 'location', 'retry-after'],
    maxAge: PREFLIGHT_SECONDS,
  });
}
