/* eslint-disable @typescript-eslint/no-require-imports -- plain Node runs it, against the build */
// A service as `main.ts` of each makes it, with one request that is never answered. Its address goes to file descriptor 3.
const { startTelemetry } = require('@webstore/telemetry/start');
startTelemetry();
const { writeSync } = require('node:fs');
const { NestFactory } = require('@nestjs/core');
const { endInTime, bootstrap, tokensFrom, WebModule, webAdapter } = require('@webstore/http');
const { ServiceLogger, stopTelemetry, TelemetryModule } = require('@webstore/telemetry');

const config = {
  userToken: 'user-token',
  adminToken: 'admin-token',
  testToken: 'test-token',
  syntheticToken: 'syn-token',
};

bootstrap(async () => {
  const root = {
    module: class HungModule {},
    imports: [TelemetryModule, WebModule.forRoot({ tokens: tokensFrom(config) })],
  };
  const app = await NestFactory.create(root, webAdapter(), {
    logger: new ServiceLogger(),
    abortOnError: false,
  });
  endInTime(app, { lastly: stopTelemetry });
  app
    .getHttpAdapter()
    .getInstance()
    .get('/silent', () => new Promise(() => undefined));
  await app.listen(0, '127.0.0.1');
  writeSync(3, `${await app.getUrl()}\n`);
});
