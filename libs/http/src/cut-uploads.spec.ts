import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Body, Controller, type LoggerService, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Public } from './access/access.decorator';
import { tokensFrom } from './access/roles';
import { WebModule } from './web.module';
import { webAdapter } from './web-adapter';

@Controller('uploads')
class UploadsController {
  @Post()
  @Public()
  take(@Body() body: unknown) {
    return { taken: body !== undefined };
  }

  @Post('own')
  own() {
    return { taken: true };
  }
}

const tokens = tokensFrom({
  userToken: 'user',
  adminToken: 'admin',
  testToken: 'tester',
  syntheticToken: 'syn',
  sessionKey: 'a key of this test, of 256 bits and more',
});

@Module({ imports: [WebModule.forRoot({ tokens })], controllers: [UploadsController] })
class UploadsModule {}

// A generous deadline for a busy machine: each test waits for a condition.
vi.setConfig({ testTimeout: 30_000 });

describe('an aborted upload', () => {
  const lines: unknown[][] = [];
  const write = (...args: unknown[]) => void lines.push(args);
  const logger: LoggerService = { log: () => undefined, error: write, warn: write, fatal: write };
  let app: NestFastifyApplication;
  let closed = 0;

  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(
      UploadsModule,
      webAdapter({ requestMs: 300, headMs: 300, checkEveryMs: 50 }),
      { logger },
    );
    const server = app.getHttpAdapter().getInstance();
    server.server.on(
      'request',
      (_request: unknown, response: { once(event: string, then: () => void): void }) =>
        response.once('close', () => closed++),
    );
    await app.listen(0, '127.0.0.1');
  });
  beforeEach(() => {
    lines.length = 0;
    closed = 0;
  });
  afterAll(() => app.close());

  async function send(path: string, head: string, body: string, end: 'leave' | 'reset' | 'stay') {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: end === 'leave' });
    client.on('error', () => undefined).resume();
    await once(client, 'connect');
    const accepted = once(app.getHttpServer(), 'request');
    client.write(
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n${head}\r\n\r\n${body}`,
    );
    await accepted;
    if (end === 'leave') client.end();
    if (end === 'reset') client.resetAndDestroy();
    await expect.poll(() => closed, { timeout: 10_000 }).toBe(1);
    client.destroy();
  }

  const ways = ['/uploads', '/uploads/own', '/nowhere'].flatMap((path) =>
    ['Content-Length: 50', 'Transfer-Encoding: chunked'].flatMap((head) =>
      (['leave', 'reset', 'stay'] as const).map((end) => [path, head, end] as const),
    ),
  );

  it.each(ways)('at %s with %s is not logged as our error if the client does %s', async (path, head, end) => {
    await send(path, head, head.startsWith('T') ? '5\r\n{"a":' : '{"a":', end);
    await new Promise((resolve) => setImmediate(resolve));
    expect(lines).toEqual([]);
  });
});
