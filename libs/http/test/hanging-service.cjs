/* eslint-disable @typescript-eslint/no-require-imports -- plain Node runs it, against the build */
// A service for shutdown.int.spec.ts: what the first argument names never ends, or fails.
const { NestFactory } = require('@nestjs/core');
const { endInTime, bootstrap, tokensFrom, WebModule, webAdapter } = require('../dist');

const forever = () => new Promise(() => undefined);
const hangs = process.argv[2];
const fails = () => Promise.reject(new Error('a hook failed'));
const hooks = {
  hook: { beforeApplicationShutdown: forever },
  failure: { onApplicationShutdown: fails },
  start: { onApplicationBootstrap: fails },
}[hangs];
const lastly = async (ms) => {
  process.stderr.write(`the last words, in ${ms} ms\n`);
  await forever();
};
const config = {
  userToken: 'user-token',
  adminToken: 'admin-token',
  testToken: 'test-token',
  syntheticToken: 'syn-token',
};

bootstrap(async () => {
  const root = {
    module: class HangingModule {},
    imports: [WebModule.forRoot({ tokens: tokensFrom(config) })],
    providers: [{ provide: 'hooks', useValue: hooks ?? {} }],
  };
  const app = await NestFactory.create(root, webAdapter(), {
    logger: ['error'],
    abortOnError: false,
  });
  app.getHttpAdapter().getInstance().get('/silent', forever);
  const end = endInTime(app, { lastly });
  app
    .getHttpAdapter()
    .getInstance()
    .get('/end', () => end(1));
  await app.listen(0, '127.0.0.1');
  process.stdout.write(`${await app.getUrl()}\n`);
});
