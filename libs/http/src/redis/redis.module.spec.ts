import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Redis } from 'ioredis';
import { expect, it, vi } from 'vitest';
import { RedisModule } from './redis.module';

it('logs a lost connection once, however many attempts fail, and closes it with the application', async () => {
  const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
  // Port 1 has no listener.
  const module = RedisModule.connecting('redis://127.0.0.1:1', { retryStrategy: () => 1 });
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  const redis = app.get(Redis);
  const disconnect = vi.spyOn(redis, 'disconnect');
  let failures = 0;
  redis.on('error', () => failures++);
  await expect.poll(() => failures).toBeGreaterThan(2);
  expect(warn).toHaveBeenCalledOnce();
  await app.close();
  expect(disconnect).toHaveBeenCalledOnce();
});
