import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { endInTime, bootstrap, readConfig, serveDocs, webAdapter } from '@webstore/http';
import { ServiceLogger, stopTelemetry } from '@webstore/telemetry';
import { AppModule } from './app.module';
import { configSchema } from './config';

bootstrap(async () => {
  const config = readConfig(configSchema);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), webAdapter(), {
    logger: new ServiceLogger(),
    abortOnError: false,
  });
  endInTime(app, { lastly: stopTelemetry });
  serveDocs(app, { title: 'WebStore synthetic customer', version: '0.1.0' });
  await app.listen(config.port, config.host);
});
