/* eslint-disable @typescript-eslint/no-require-imports -- a program in CommonJS, as instrumentation wants it */
// The five-minute service of the README with ways to end badly, run as a process of its own. Its address is what it
// writes to file descriptor 3.
const { startTelemetry } = require('../dist/start.js');
startTelemetry();
const { writeSync } = require('node:fs');
const { Controller, Get, Logger, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { FastifyAdapter } = require('@nestjs/platform-fastify');
const { ServiceLogger, TelemetryModule, inSpan } = require('../dist/index.js');

const root = new Error('the root cause');
const failure = () => new Error('an uncaught error', { cause: new TypeError('in between', { cause: root }) });

class HelloController {
  async hello() {
    new Logger('hello').log('greeting said');
    return { hello: 'world' };
  }
  /** More lines than a pipe holds. */
  flood() {
    for (let n = 0; n < 1_000; n++) new Logger('hello').warn(`line ${n} ${'x'.repeat(500)}`);
  }
  async boom() {
    await inSpan('last-span', () => undefined);
    setTimeout(() => {
      throw failure();
    });
  }
  async reject() {
    await inSpan('last-span', () => undefined);
    void Promise.reject(failure());
  }
  reason() {
    void Promise.reject({ not: 'an error' });
  }
}
Controller('hello')(HelloController);
for (const name of Object.getOwnPropertyNames(HelloController.prototype)) {
  if (name === 'constructor') continue;
  const method = Object.getOwnPropertyDescriptor(HelloController.prototype, name);
  Get(name === 'hello' ? '' : name)(HelloController.prototype, name, method);
}
class AppModule {}
Module({ imports: [TelemetryModule], controllers: [HelloController] })(AppModule);

void NestFactory.create(AppModule, new FastifyAdapter(), { logger: new ServiceLogger() }).then(
  async (app) => {
    app.enableShutdownHooks();
    await app.listen(0, '127.0.0.1');
    writeSync(3, `${await app.getUrl()}\n`);
  },
);
