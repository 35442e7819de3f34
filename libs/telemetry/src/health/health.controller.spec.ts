import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { type DependencyCheck } from './dependency-check';
import { HealthModule } from './health.module';

const refused = (address: string) =>
  Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED' });

describe('/health/ready', () => {
  let app: NestFastifyApplication;
  afterEach(() => app.close());

  async function detailsOf(thrown: unknown, more: Partial<DependencyCheck> = {}) {
    const dependency = { name: 'postgres', check: () => Promise.reject(thrown as Error), ...more };
    @Module({ imports: [HealthModule.forRootAsync({ useFactory: () => [dependency] })] })
    class AppModule {}
    app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
      logger: false,
    });
    await app.init();
    const answer = await app.inject('/health/ready');
    const { details } = answer.json<{ details: { postgres: object } }>();
    return { code: answer.statusCode, ...details.postgres };
  }

  it.each([
    [
      'the members of an AggregateError without a message',
      new AggregateError([refused('::1:5432'), refused('127.0.0.1:5432')], ''),
      /ECONNREFUSED ::1:5432.*ECONNREFUSED 127\.0\.0\.1:5432/,
    ],
    [
      'the cause',
      new TypeError('fetch failed', { cause: refused('127.0.0.1:1') }),
      /fetch failed: connect ECONN/,
    ],
    ['the code where there is no message', Object.assign(new Error(''), { code: 'EPIPE' }), /EPIPE/],
    ['a text that was thrown', 'no pool', /^no pool$/],
  ])('names %s', async (_what, thrown, message) => {
    expect(await detailsOf(thrown)).toEqual({
      code: 503,
      status: 'down',
      message: expect.stringMatching(message),
    });
  });

  it('contains no secret', async () => {
    const error = new Error('password=hunter22 was refused for ann@example.com');
    expect(JSON.stringify(await detailsOf(error))).not.toMatch(/hunter22|ann@/);
  });

  it('is ready if only an optional dependency is down, which is marked', async () => {
    const details = await detailsOf(refused('127.0.0.1:6379'), { optional: true });
    expect(details).toMatchObject({ code: 200, degraded: 'connect ECONNREFUSED 127.0.0.1:6379' });
  });
});
