import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { followFlags } from '@webstore/faults/flags';
import { allowBrowsers, endInTime, bootstrap, readConfig, serveDocs, webAdapter } from '@webstore/http';
import { exitWhenConsumerDies, KafkaStrategy } from '@webstore/messaging';
import { ServiceLogger, stopTelemetry } from '@webstore/telemetry';
import { AppModule } from './app.module';
import { configSchema } from './config';

bootstrap(async () => {
  const config = readConfig(configSchema);
  if (config.flagsFile) await followFlags(config.flagsFile);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), webAdapter(), {
    logger: new ServiceLogger(),
    abortOnError: false,
  });
  const end = endInTime(app, { lastly: stopTelemetry });
  allowBrowsers(app, config.corsOrigins);
  serveDocs(app, { title: 'WebStore catalog', version: '0.1.0' });
  app.connectMicroservice({ strategy: app.get(KafkaStrategy) }, { inheritAppConfig: true });
  exitWhenConsumerDies(app, end);
  await app.startAllMicroservices();
  await app.listen(config.port, config.host);
});
