import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { CONFIG, type Config } from './config';

function connect(config: Config): Redis {
  const logger = new Logger('redis');
  const redis = new Redis(config.redisUrl, {
    commandTimeout: 2_000,
    maxRetriesPerRequest: 2,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  let isDown = false;
  redis.on('ready', () => {
    isDown = false;
    logger.log('connected to redis');
  });
  redis.on('error', (error) => {
    if (!isDown) logger.warn('redis does not answer', { 'exception.message': error.message });
    isDown = true;
  });
  return redis;
}

@Global()
@Module({
  providers: [{ provide: Redis, inject: [CONFIG], useFactory: connect }],
  exports: [Redis],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(@Inject(Redis) private readonly redis: Redis) {}

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}
