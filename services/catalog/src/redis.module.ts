import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { CONFIG, type Config } from './config';

/** Timeout of a cache read in milliseconds; then PostgreSQL is queried, so that the cache cannot slow reads down much. */
const commandTimeout = 200;

function connect(config: Config): Redis {
  const logger = new Logger('redis');
  const redis = new Redis(config.redisUrl, {
    commandTimeout,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
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
