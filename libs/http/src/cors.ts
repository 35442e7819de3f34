import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** A day: so often a browser asks again whether it may ask. */
const PREFLIGHT_SECONDS = 86_400;

/** Lets pages of these origins call the service, trace context included, and read what leads to the trace. */
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
