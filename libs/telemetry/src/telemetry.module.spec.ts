import 'reflect-metadata';
import { connect as connectHttp2 } from 'node:http2';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Controller, Get, Logger, type LoggerService, Module } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HealthModule } from './health/health.module';
import { TelemetryModule } from './telemetry.module';
import { trustNone } from './http/trust';

// A generous deadline for a busy machine: each test waits for a condition.
vi.setConfig({ testTimeout: 30_000, expect: { poll: { timeout: 20_000 } } });

@Controller()
class ShopController {
  @Get('orders')
  orders(): string {
    return 'none';
  }

  @Get('healthy-food')
  food(): string {
    return 'apples';
  }

  @Get('docs/:id/health')
  docs(): string {
    return 'a document of the shop';
  }
}

@Module({
  imports: [TelemetryModule, HealthModule.forRootAsync({ useFactory: () => [] })],
  controllers: [ShopController],
})
class AppModule {}

const lines: string[] = [];
const warnings: unknown[][] = [];
const logger: LoggerService = {
  log: (message: string, ...rest: unknown[]) => void (rest.at(-1) === 'http' && lines.push(message)),
  warn: (...warning: unknown[]) => void warnings.push(warning),
  error: () => undefined,
};

let app: NestFastifyApplication;

async function start({ prefix, http2 = false }: { prefix?: string; http2?: boolean } = {}) {
  const adapter = new FastifyAdapter((http2 ? { http2 } : {}) as object);
  app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, { logger });
  if (prefix) app.setGlobalPrefix(prefix);
  adapter.getInstance().get('/docs', () => 'the documentation');
  await app.listen(0, '127.0.0.1');
  return (app.getHttpServer().address() as AddressInfo).port;
}

/** Sends unmodified request targets. @returns the statuses of the responses */
async function ask(port: number, targets: string[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const close = (at: number) => (at === targets.length - 1 ? 'Connection: close\r\n' : '');
  socket.write(targets.map((target, at) => `GET ${target} HTTP/1.1\r\nHost: a\r\n${close(at)}\r\n`).join(''));
  await once(socket, 'end');
  return [
    ...Buffer.concat(chunks)
      .toString()
      .matchAll(/HTTP\/1\.1 (\d+)/g),
  ].map(([, status]) => status!);
}

describe('housekeeping', () => {
  beforeEach(() => void lines.splice(0));
  afterEach(() => app.close());

  it.each([
    ['', undefined],
    ['/api', 'api'],
    ['/a/:tenant', 'a/:tenant'],
  ])('is by route under the prefix "%s"', async (path, prefix) => {
    const port = await start({ prefix });
    const at = path.replace(':tenant', 'acme');
    const quiet = [`${at}/health/live`, `http://shop${at}/health/ready?x=1`, `${at}/metrics`, '/docs'];
    const loud = [
      `${at}/orders`,
      `${at}/healthy-food`,
      '//health/live',
      '/health/nothing',
      `http://shop${at}/orders`,
    ];
    expect(await ask(port, [...quiet, ...loud])).toEqual([
      '200',
      '200',
      '200',
      '200',
      '200',
      '200',
      '404',
      '404',
      '200',
    ]);
    await expect
      .poll(() => lines)
      .toEqual([
        `GET ${path}/orders 200`,
        `GET ${path}/healthy-food 200`,
        'GET unmatched 404',
        'GET unmatched 404',
        `GET ${path}/orders 200`,
      ]);
  });

  it('is decided by the route over HTTP/2', async () => {
    const port = await start({ http2: true });
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    for (const path of ['/health/live', '/metrics', '/orders']) {
      await once(session.request({ ':path': path }).resume(), 'close');
    }
    session.destroy();
    await expect.poll(() => lines).toEqual(['GET /orders 200']);
  });
});

describe('/metrics', () => {
  afterEach(() => app.close());

  it.each([
    ['curl', '*/*', 'text/plain; version=0.0.4; charset=utf-8'],
    ['nothing', undefined, 'text/plain; version=0.0.4; charset=utf-8'],
    [
      'Prometheus 2',
      'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    ],
    ['a text scraper', 'text/plain;version=0.0.4', 'text/plain; version=0.0.4; charset=utf-8'],
  ])('answers in the format that %s asks for', async (_who, accept, contentType) => {
    await start();
    const { headers, body } = await app.inject({ url: '/metrics', headers: { ...(accept && { accept }) } });
    expect(headers['content-type']).toBe(contentType);
    expect(headers.vary).toBe('accept');
    expect(body.endsWith('# EOF\n')).toBe(contentType.startsWith('application'));
  });
});

describe('TelemetryModule', () => {
  it('works in an application without HTTP', async () => {
    const context = await NestFactory.createApplicationContext(AppModule, { logger: false });
    expect(context.get(TelemetryModule)).toBeDefined();
    await context.close();
  });

  it('logs what is missing if the adapter is not Fastify, and starts', () => {
    Logger.overrideLogger(logger);
    warnings.length = 0;
    const host = new HttpAdapterHost();
    host.httpAdapter = { getType: () => 'express', getInstance: () => () => undefined } as never;
    expect(() => new TelemetryModule(host, trustNone)).not.toThrow();
    expect(warnings).toEqual([[expect.stringContaining('Fastify'), { adapter: 'express' }, 'telemetry']]);
  });
});
