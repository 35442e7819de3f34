import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { launch, readConfig, serveDocs } from '@webstore/http';
import { ServiceLogger } from '@webstore/telemetry';
import { AppModule } from './app.module';
import { configSchema } from './config';
import { bodyLimit } from './alertmanager/webhook';

launch(async () => {
  const config = readConfig(configSchema);
  const adapter = new FastifyAdapter({ bodyLimit });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, {
    logger: new ServiceLogger(),
    abortOnError: false,
  });
  app.enableShutdownHooks();
  serveDocs(app, { title: 'WebStore pager', version: '0.1.0' });
  await app.listen(config.port, config.host);
});
