import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { launch, readConfig } from '@webstore/http';
import { ServiceLogger } from '@webstore/telemetry';
import { AppModule } from './app.module';
import { configSchema } from './config';

launch(async () => {
  const config = readConfig(configSchema);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), new FastifyAdapter(), {
    logger: new ServiceLogger(),
    abortOnError: false,
  });
  app.enableShutdownHooks();
  await app.listen(config.port, config.host);
});
