import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';

/** Swagger UI at `/docs`, the document at `/docs-json`. Call it after the global setup, before `listen`. */
export function serveDocs(app: NestFastifyApplication, about: { title: string; version: string }): void {
  const outline = new DocumentBuilder()
    .setTitle(about.title)
    .setVersion(about.version)
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  SwaggerModule.setup('docs', app, () => cleanupOpenApiDoc(SwaggerModule.createDocument(app, outline)));
}
