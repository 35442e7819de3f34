import { Controller, Module, Post } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { guardRoutes, nameRoutes } from './route-guard';

@Controller('things')
class ThingsController {
  @Post()
  create() {
    return {};
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

describe('a guard that runs before the body is read', () => {
  it.each([
    ['allows', true, 201],
    ['refuses without a reason of its own', false, 403],
  ])('%s', async (_, allows, status) => {
    const app = await NestFactory.create<NestFastifyApplication>(ThingsModule, new FastifyAdapter(), {
      logger: false,
    });
    nameRoutes(app.get(ModulesContainer));
    guardRoutes(app.getHttpAdapter().getInstance() as FastifyInstance, { canActivate: () => allows });
    await app.init();
    expect((await app.inject({ method: 'POST', url: '/things' })).statusCode).toBe(status);
    await app.close();
  });
});
