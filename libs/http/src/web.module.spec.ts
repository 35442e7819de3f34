import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '@webstore/contracts';
import { createZodDto } from 'nestjs-zod';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Allow, Public } from './access/access.decorator';
import { allowBrowsers } from './browsers/cors';
import { Caller } from './access/caller.decorator';
import type { Principal } from './access/principal';
import { tokensFrom } from './access/roles';
import { Sessions } from './access/sessions';
import { WebModule } from './web.module';

class ThingDto extends createZodDto(z.object({ quantity: z.number().int() })) {}

@Controller('things')
class ThingsController {
  @Get('open')
  @Public()
  open() {
    return { ok: true };
  }

  @Get('shelves')
  @Allow('admin', 'tester')
  shelves() {
    return { ok: true };
  }

  @Get('mine')
  mine(@Caller() caller: Principal) {
    return caller;
  }

  @Post()
  create(@Body() body: ThingDto) {
    return body;
  }

  @Get('broken/:how')
  broken(@Param('how') how: string) {
    throw how === 'foreseen' ? new DomainError('conflict', 'not now') : new Error('the inside');
  }
}

const sessionKey = 'a key of this test, of 256 bits and more';
const tokens = tokensFrom({
  userToken: 'user',
  adminToken: 'admin',
  testToken: 'tester',
  syntheticToken: 'syn',
  sessionKey,
});

const redact = (text: string) => text.replaceAll('jane', '[e-mail]');

@Module({ imports: [WebModule.forRoot({ tokens, redact })], controllers: [ThingsController] })
class ThingsModule {}

@Controller('waiting')
class WaitingController {
  @Get()
  @Public()
  async wait() {
    enter();
    await released;
    return { ok: true };
  }
}
let release!: () => void;
const released = new Promise<void>((resolve) => (release = resolve));
let enter!: () => void;
const entered = new Promise<void>((resolve) => (enter = resolve));
const inFlight = { most: 1, spares: ({ url }: { url: string }) => url.startsWith('/things') };

@Module({
  imports: [WebModule.forRoot({ tokens, inFlight })],
  controllers: [ThingsController, WaitingController],
})
class LimitedModule {}

describe('a limit of requests in flight', () => {
  it('refuses excess requests with Retry-After, never refuses exempt ones, and accepts requests again later', async () => {
    const app = await NestFactory.create<NestFastifyApplication>(LimitedModule, new FastifyAdapter(), {
      logger: false,
    });
    await app.init();
    // Fastify sends an injected request only when its promise is awaited.
    const wait = () => app.inject({ url: '/waiting' }).then((answer) => answer);
    const first = wait();
    await entered;
    const refused = await wait();
    expect(refused.statusCode).toBe(503);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.json()).toMatchObject({ type: 'urn:webstore:problem:overloaded', status: 503 });
    expect((await app.inject({ url: '/things/open' })).statusCode).toBe(200);
    release();
    expect((await first).statusCode).toBe(200);
    expect((await wait()).statusCode).toBe(200);
    await app.close();
  });
});

describe('WebModule', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(ThingsModule, new FastifyAdapter(), {
      logger: false,
    });
    allowBrowsers(app, ['http://127.0.0.1:3001']);
    await app.init();
  });
  afterAll(() => app.close());

  const call = (method: 'GET' | 'POST', url: string, token?: string, payload?: object | string) =>
    app.inject({
      method,
      url,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(payload !== undefined && { 'content-type': 'application/json' }),
      },
      payload,
    });

  it('lets everyone call public routes, and only valid tokens call the others', async () => {
    expect((await call('GET', '/things/open')).statusCode).toBe(200);
    expect((await call('GET', '/things/shelves')).statusCode).toBe(401);
    expect((await call('GET', '/things/shelves', 'constructor')).statusCode).toBe(401);
    expect((await call('GET', '/things/shelves', 'user')).statusCode).toBe(403);
    expect((await call('GET', '/things/shelves', 'tester')).statusCode).toBe(200);
    expect((await call('POST', '/things', 'tester', { quantity: 1 })).statusCode).toBe(403);
  });

  it('passes the caller of the token to handlers', async () => {
    const { token } = new Sessions(sessionKey).open('cus-fr-003');
    expect((await call('GET', '/things/mine', token)).json()).toEqual({
      roles: ['user'],
      customerId: 'cus-fr-003',
    });
    expect((await call('GET', '/things/mine', 'admin')).json()).toEqual({ roles: ['admin', 'user'] });
    expect((await call('GET', '/things/mine', `${token}x`)).statusCode).toBe(401);
  });

  it('verifies the token of a request once', async () => {
    const verify = vi.spyOn(tokens, 'callerOf');
    expect((await call('GET', '/things/mine', 'admin')).statusCode).toBe(200);
    expect(verify).toHaveBeenCalledTimes(1);
    verify.mockRestore();
  });

  it('reports what is wrong with invalid input', async () => {
    const response = await call('POST', '/things', 'user', { quantity: 'two' });
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({
      type: 'urn:webstore:problem:invalid_request',
      instance: '/things',
      errors: [{ path: 'quantity', message: expect.stringContaining('number') }],
    });
  });

  it('responds with problem details to requests that reach no handler', async () => {
    expect((await call('POST', '/things', 'user', '{"quantity":')).json()).toMatchObject({ status: 400 });
    expect((await call('GET', '/nowhere', 'user')).json()).toMatchObject({
      type: 'urn:webstore:problem:not_found',
      instance: '/nowhere',
    });
  });

  it('repeats no personal data of a request in the response', async () => {
    const { instance, detail } = (await call('GET', '/nowhere/jane?of=jane', 'user')).json();
    expect({ instance, detail }).toEqual({
      instance: '/nowhere/[e-mail]?of=[e-mail]',
      detail: 'Cannot GET /nowhere/[e-mail]?of=[e-mail]',
    });
  });

  it('lets only pages of the storefront send a trace context and read the trace id', async () => {
    const ask = (origin: string) =>
      app.inject({
        method: 'OPTIONS',
        url: '/things',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const { headers } = await ask('http://127.0.0.1:3001');
    expect(headers['access-control-allow-origin']).toBe('http://127.0.0.1:3001');
    expect(headers['access-control-allow-methods']).toMatch(/PATCH.*DELETE/);
    expect(headers['access-control-allow-headers']).toMatch(/idempotency-key.*traceparent.*baggage/);
    const answer = await app.inject({ url: '/things/open', headers: { origin: 'http://127.0.0.1:3001' } });
    expect(answer.headers['access-control-expose-headers']).toContain('traceresponse');
    expect(answer.headers['access-control-expose-headers']).toContain('retry-after');
    expect((await ask('http://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
  });

  it('maps domain errors by their slug, and hides internal details of all other errors', async () => {
    expect((await call('GET', '/things/broken/foreseen', 'user')).json()).toMatchObject({
      status: 409,
      detail: 'not now',
    });
    const unforeseen = await call('GET', '/things/broken/other', 'user');
    expect(unforeseen.statusCode).toBe(500);
    expect(unforeseen.body).not.toContain('the inside');
  });
});

@Module({ imports: [WebModule.forRoot({ tokens, problemStatus: '200' })], controllers: [ThingsController] })
class OldClientsModule {}

describe('WebModule, for clients that ignore the body unless the status is 200', () => {
  it('sends the same problem details with status 200', async () => {
    const app = await NestFactory.create<NestFastifyApplication>(OldClientsModule, new FastifyAdapter(), {
      logger: false,
    });
    await app.init();
    const answer = await app.inject({
      url: '/things/broken/other',
      headers: { authorization: 'Bearer user' },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ type: 'urn:webstore:problem:internal', status: 500 });
    await app.close();
  });
});
