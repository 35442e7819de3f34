import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import { operationId, withAccess } from './access';

interface About {
  title: string;
  version: string;
}

/** Swagger UI at `/docs`, the document at `/docs-json`. Call it after the global setup, before `listen`. */
export function serveDocs(app: NestFastifyApplication, about: About): void {
  SwaggerModule.setup('docs', app, () => openApiOf(app, about));
}

/** The OpenAPI document; `x-access` of each operation says who may call it. */
export function openApiOf(app: NestFastifyApplication, about: About): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle(about.title)
    .setVersion(about.version)
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, outline, { operationIdFactory: operationId });
  return cleanupOpenApiDoc(withAccess(document, app));
}
