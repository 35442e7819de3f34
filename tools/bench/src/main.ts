import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ServiceLogger, TelemetryModule } from '@webstore/telemetry';
import { HelloController } from './hello.controller';

@Module({ imports: [TelemetryModule], controllers: [HelloController] })
class TrivialModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(TrivialModule, new FastifyAdapter(), {
    logger: new ServiceLogger(),
  });
  app.enableShutdownHooks();
  await app.listen(Number(process.env['PORT']), '127.0.0.1');
}

void main();
