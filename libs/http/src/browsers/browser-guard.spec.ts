import { Body, Controller, Delete, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createZodDto } from 'nestjs-zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Public } from '../access/access.decorator';
import { allowBrowsers } from './cors';
import { serveDocs } from '../docs';
import { tokensFrom } from '../access/roles';
import { webAdapter } from '../web-adapter';
import { WebModule } from '../web.module';

class ThingDto extends createZodDto(z.strictObject({ name: z.string() })) {}
let writes = 0;

@Controller()
@Public()
class ThingsController {
  @Get(['things', 'health/live', 'metrics'])
  read() {
    return { ok: true };
  }

  @Post('things')
  create(@Body() body: ThingDto) {
    writes++;
    return body;
  }

  @Post('things/refund')
  refund() {
    writes++;
    return {};
  }

  @Delete('things')
  remove() {
    writes++;
    return {};
  }
}

const storefront = 'http://127.0.0.1:3001';
const tokens = tokensFrom({
  userToken: 'user',
  adminToken: 'admin',
  testToken: 'tester',
  syntheticToken: 'syn',
});
const browsers = { allowedHosts: ['catalog'], allowedOrigins: [storefront] };

@Module({ imports: [WebModule.forRoot({ tokens, browsers })], controllers: [ThingsController] })
class ThingsModule {}

describe('a service and the pages of other origins', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(ThingsModule, webAdapter(), { logger: false });
    allowBrowsers(app, browsers.allowedOrigins);
    serveDocs(app, { title: 'things', version: '1' });
    await app.init();
  });
  afterAll(() => app.close());

  type Method = 'GET' | 'POST' | 'DELETE';
  const send = (method: Method, url: string, headers: Record<string, string>, payload?: string) =>
    app.inject({ method, url, headers, payload });
  const statusFor = async (method: Method, url: string, headers: Record<string, string>, payload?: string) =>
    (await send(method, url, headers, payload)).statusCode;

  it('serves requests for its own names, and refuses any other name with problem details', async () => {
    for (const host of ['localhost', '127.0.0.1:8001', '[::1]:80', 'catalog:8001'])
      expect(await statusFor('GET', '/things', { host })).toBe(200);
    const refused = await send('GET', '/things', { host: 'rebound.example:8001' });
    expect([refused.statusCode, refused.headers['content-type']]).toEqual([
      421,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(refused.json()).toMatchObject({
      title: 'Misdirected Request',
      detail: expect.stringContaining('HTTP_ALLOWED_HOSTS'),
    });
  });

  it.each(['/nowhere', '/docs', '/docs-json', '/health', '/metrics/', '/healthy'])(
    'refuses %s for another host name, like every route',
    async (url) => expect(await statusFor('GET', url, { host: 'rebound.example' })).toBe(421),
  );

  it.each(['/health/live', '/metrics', '/metrics?x=1'])('serves %s for any host name', async (url) => {
    expect(await statusFor('GET', url, { host: '10.0.0.7:8001' })).toBe(200);
  });

  it('accepts writes from its own pages and from allowed origins only', async () => {
    const json = { host: '127.0.0.1:8001', 'content-type': 'application/json' };
    for (const origin of [storefront, 'http://127.0.0.1:8001'])
      expect(await statusFor('POST', '/things', { ...json, origin }, '{"name":"a"}')).toBe(201);
    const before = writes;
    for (const origin of ['http://127.0.0.1:9999', 'http://evil.example', 'null']) {
      expect(await statusFor('POST', '/things', { ...json, origin }, '{"name":"a"}')).toBe(403);
      expect(await statusFor('POST', '/things/refund', { origin })).toBe(403);
      expect(await statusFor('DELETE', '/things', { origin })).toBe(403);
    }
    const refused = await send('POST', '/things/refund', { 'sec-fetch-site': 'cross-site' });
    expect(refused.json()).toMatchObject({ type: 'urn:webstore:problem:foreign_page', status: 403 });
    expect(writes).toBe(before);
    expect(await statusFor('POST', '/things/refund', {})).toBe(201);
  });

  it.each([
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
  ])('reads no body of type %j, also where the route needs none', async (type) => {
    const before = writes;
    for (const url of ['/things', '/things/refund']) {
      const headers: Record<string, string> = type ? { 'content-type': type } : {};
      expect(await statusFor('POST', url, headers, '{"name":"a"}')).toBe(415);
    }
    expect(writes).toBe(before);
  });
});
