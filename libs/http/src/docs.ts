import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { problem } from '@webstore/contracts';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import { z } from 'zod';
import { operationId, withAccess } from './access/access';

export interface ApiTitle {
  title: string;
  version: string;
}

/** The routes of @webstore/telemetry, which does not depend on OpenAPI. */
const telemetryRoutes = new Map([
  ['get /health/live', ['Liveness', 'The process answers. Nothing else is looked at.']],
  [
    'get /health/ready',
    ['Readiness', 'Every dependency and its state; 503 while a required one is unavailable.'],
  ],
  ['get /metrics', ['Metrics', 'The metrics of this process, for Prometheus.']],
  ['get /telemetry/log-level', ['Show the log level', 'The level now, and until when.']],
  ['put /telemetry/log-level', ['Change the log level', 'Permanently, or for the given number of minutes.']],
]);

const problemResponse = {
  description: 'Problem details (RFC 9457): every error is answered this way.',
  content: {
    'application/problem+json': { schema: z.toJSONSchema(problem, { target: 'openapi-3.0' }) as object },
  },
};

/** Serves Swagger UI at `/docs` and the document at `/docs-json`. Call it after the global setup, before `listen`. */
export function serveDocs(app: NestFastifyApplication, about: ApiTitle): void {
  SwaggerModule.setup('docs', app, () => apiDocument(app, about));
}

/** The OpenAPI document; `x-access` of each operation lists its allowed callers. */
export function apiDocument(app: NestFastifyApplication, about: ApiTitle): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle(about.title)
    .setVersion(about.version)
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const plain = SwaggerModule.createDocument(app, outline, { operationIdFactory: operationId });
  const document = cleanupOpenApiDoc(withAccess(plain, app));
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of ['get', 'put', 'post', 'patch', 'delete'] as const) {
      const operation = operations[method];
      if (!operation) continue;
      const [summary, description] = telemetryRoutes.get(`${method} ${path}`) ?? [];
      Object.assign(operation, {
        summary: operation.summary || summary,
        description: operation.description || description,
      });
      operation.responses['default'] = problemResponse;
    }
  }
  return document;
}
