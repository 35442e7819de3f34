import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { launch, readConfig, serveDocs } from '@webstore/http';
import { KafkaStrategy } from '@webstore/messaging';
import { ServiceLogger } from '@webstore/telemetry';
import { AppModule } from './app.module';
import { configSchema } from './config';

launch(async () => {
  const config = readConfig(configSchema);
  const root = AppModule.with(config);
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), {
    bufferLogs: true,
  });
  app.useLogger(app.get(ServiceLogger));
  app.enableShutdownHooks();
  serveDocs(app, { title: 'WebStore cart', version: '0.1.0' });
  app.connectMicroservice({ strategy: app.get(KafkaStrategy) }, { inheritAppConfig: true });
  await app.startAllMicroservices();
  await app.listen(config.port, config.host);
});
