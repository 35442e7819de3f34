import { once } from 'node:events';
import { connect } from 'node:net';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createZodDto } from 'nestjs-zod';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Allow, BodyRules, limits, Public, tokensFrom, webAdapter, WebModule } from '../src';

class ThingDto extends createZodDto(z.strictObject({ name: z.string(), quantity: z.number().int() })) {}
class QueryDto extends createZodDto(z.strictObject({ q: z.string().optional() })) {}

const KiB = 1024;

@Controller('things')
class ThingsController {
  @Get()
  @Public()
  list(@Query() query: QueryDto) {
    return query;
  }

  @Get('bug')
  @Public()
  bug() {
    return (undefined as unknown as { id: string }).id;
  }

  @Get('silent')
  @Public()
  silent() {
    return new Promise(() => undefined);
  }

  @Get('outage')
  @Public()
  outage() {
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  }

  @Get(':id')
  @Public()
  find(@Param('id') id: string) {
    return { id };
  }

  @Post()
  create(@Body() body: ThingDto) {
    return body;
  }

  @Post('batches')
  @Allow('admin')
  @BodyRules({ limitBytes: 200 * KiB, anyText: true })
  batch(@Body() body: object) {
    return { fields: Object.keys(body).length };
  }
}

const tokens = tokensFrom({
  userToken: 'user',
  adminToken: 'admin',
  testToken: 'tester',
  syntheticToken: 'syn',
});

@Module({ imports: [WebModule.forRoot({ tokens })], controllers: [ThingsController] })
class ThingsModule {}

const json = { 'content-type': 'application/json' };
const user = { ...json, authorization: 'Bearer user' };

describe('a service with hostile callers', () => {
  let app: NestFastifyApplication;
  let port: number;
  let received = 0;
  const sent: number[] = [];

  beforeAll(async () => {
    const adapter = webAdapter({ headMs: 300, requestMs: 600, handlerMs: 1_500, checkEveryMs: 100 });
    adapter.getInstance().addHook('onRequest', (_request, _reply, done) => {
      received++;
      done();
    });
    adapter.getInstance().addHook('onSend', (_request, reply, _payload, done) => {
      sent.push(reply.statusCode);
      done();
    });
    app = await NestFactory.create<NestFastifyApplication>(ThingsModule, adapter, { logger: false });
    await app.listen(0, '127.0.0.1');
    port = Number(new URL(await app.getUrl()).port);
  });
  afterAll(() => app.close());

  /** Everything that the service sends until the connection is closed. */
  async function raw(...parts: (string | Buffer)[]): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk))).on('error', () => undefined);
    for (const part of parts) socket.write(part);
    await once(socket, 'close');
    return text;
  }
  const post = (headers: Record<string, string>, payload: string | Buffer, url = '/things') =>
    app.inject({ method: 'POST', url, headers, payload });
  const get = (url: string) => app.inject({ url });

  it('reads no body of a caller without a token: it refuses before the body is complete', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST /things HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${60 * KiB}\r\n\r\n{`,
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(String(answer)).toMatch(/^HTTP\/1\.1 401 .*unauthenticated/s);
    socket.destroy();
  });

  it('checks the role before it reads the body, and needs none on a public route', async () => {
    expect((await post(user, 'not JSON', '/things/batches')).statusCode).toBe(403);
    expect((await post({ ...json, authorization: 'Bearer tester' }, 'not JSON')).statusCode).toBe(403);
    expect((await post(json, 'not JSON', '/nowhere')).statusCode).toBe(404);
    expect((await get('/things')).statusCode).toBe(200);
  });

  it('accepts bodies up to its limit, and larger ones on routes with a higher limit', async () => {
    const admin = { ...json, authorization: 'Bearer admin' };
    const large = JSON.stringify({ name: 'x'.repeat(limits.bodyBytes) });
    expect((await post(user, large)).statusCode).toBe(413);
    expect((await post(admin, large, '/things/batches')).statusCode).toBe(201);
    expect((await post(admin, JSON.stringify('x'.repeat(200 * KiB)), '/things/batches')).statusCode).toBe(
      413,
    );
  });

  it.each([
    ['text', 'text/plain', '{}', 415],
    ['a form', 'application/x-www-form-urlencoded', 'name=a&quantity=1', 415],
    ['XML', 'application/xml', '<a/>', 415],
    ['no JSON', 'application/json', '{"name":', 400],
    ['no body', 'application/json', '', 400],
    ['bytes', 'application/json', Buffer.from([0xff, 0xfe, 0x00]), 400],
    ['a prototype', 'application/json', '{"__proto__":{"a":1},"name":"a","quantity":1}', 400],
    ['a constructor', 'application/json', '{"constructor":{"prototype":{"a":1}}}', 400],
    ['NUL', 'application/json', '{"name":"a\\u0000","quantity":1}', 400],
    ['half a pair', 'application/json', '{"name":"\\ud800","quantity":1}', 400],
    ['an unknown field', 'application/json', '{"name":"a","quantity":1,"price":1}', 400],
    ['a huge number', 'application/json', '{"name":"a","quantity":1e400}', 400],
    ['an array', 'application/json', '[]', 400],
    ['null', 'application/json', 'null', 400],
    ['a deep array', 'application/json', '['.repeat(30_000) + ']'.repeat(30_000), 400],
    ['deep objects', 'application/json', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), 400],
  ])('answers %s for a body with problem details', async (_, type, body, status) => {
    const answer = await post({ ...user, 'content-type': type }, body);
    expect(answer.json()).toMatchObject({ status });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('names the unknown field and the text that cannot be stored', async () => {
    expect((await post(user, '{"name":"a","quantity":1,"price":1}')).json().detail).toContain('price');
    expect((await post(user, '{"name":"a\\u0000","quantity":1}')).json().errors).toEqual([
      { path: 'name', message: expect.stringContaining('NUL') },
    ]);
    expect((await get('/things?color=red')).json().detail).toContain('color');
  });

  it.each([
    ['/things?q=%00', 400],
    ['/things/%00', 400],
    ['/things/%ff', 400],
    ['/things/%', 400],
    ['/things?q=%ff', 200],
    ['/things?q=a&q=b', 400],
    ['/things?__proto__=a', 400],
    ['/things/' + 'a'.repeat(4_000), 414],
  ])('answers GET %s as it is', async (url, status) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(status);
    if (status !== 200) expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('refuses a compressed body', async () => {
    expect((await post({ ...user, 'content-encoding': 'gzip' }, '{}')).statusCode).toBe(415);
  });

  it('responds 500 to a bug, and 503 with Retry-After to an outage', async () => {
    expect((await get('/things/bug')).statusCode).toBe(500);
    const outage = await get('/things/outage');
    expect([outage.statusCode, outage.headers['retry-after']]).toEqual([503, '2']);
  });

  it('responds 503 if the handler never does', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/things/silent`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
  });

  it('closes a connection that sends nothing, half a head or half a body', async () => {
    expect(await raw()).toMatch(/^HTTP\/1\.1 408 /);
    expect(await raw('GET /things HTTP/1.1\r\nhost: localhost\r\n')).toMatch(/^HTTP\/1\.1 408 /);
    const head = 'POST /things HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer user\r\n';
    const half = `${head}content-type: application/json\r\ncontent-length: 50\r\n\r\n{"name":`;
    expect(await raw(half)).toMatch(/^HTTP\/1\.1 (400|408) /);
    // Without a valid token, it does not wait for the body either.
    expect(await raw(half.replace('user', 'unknown'))).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('treats an incomplete body as a client error, not as an outage', async () => {
    const [before, receivedBefore] = [sent.length, received];
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /things HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer user\r\n');
    socket.write('content-type: application/json\r\ncontent-length: 50\r\n\r\n{"name":');
    await vi.waitFor(() => expect(received).toBe(receivedBefore + 1), 20_000);
    socket.destroy();
    await vi.waitFor(() => expect(sent.slice(before)).toEqual([400]), 20_000);
  });

  it('responds to data that is not HTTP, and to other HTTP versions', async () => {
    expect(await raw('\x16\x03\x01\x02\x00garbage\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(`GET /things HTTP/1.1\r\nx: ${'y'.repeat(20 * KiB)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
    expect(await raw('GET /things HTTP/1.0\r\nhost: localhost\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await raw('GET /things HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /);
    expect(
      await raw('GET http://evil.example/things HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n'),
    ).toMatch(/ 421 /);
    expect(
      await raw('GET http://localhost/things HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n'),
    ).toMatch(/ 200 /);
    expect(
      await raw('GET /things HTTP/1.1\r\nhost: localhost\r\nhost: localhost\r\nconnection: close\r\n\r\n'),
    ).toMatch(/ 400 /);
  });
});
