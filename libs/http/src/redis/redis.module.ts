import { type DynamicModule, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';

/** Provides one connection to Redis, logs when it is lost and when it is back, and closes it at the end. */
@Module({})
export class RedisModule implements OnApplicationShutdown {
  /**
   * The module for `imports` of the app module; the connection is injected as `Redis`.
   *
   * @param url such as `redis://127.0.0.1:6379`
   * @param options as in ioredis, times in milliseconds
   */
  static connecting(url: string, options: RedisOptions): DynamicModule {
    return {
      module: RedisModule,
      global: true,
      providers: [{ provide: Redis, useFactory: () => connect(url, options) }],
      exports: [Redis],
    };
  }

  constructor(@Inject(Redis) private readonly redis: Redis) {}

  /** Closes the connection, as the last step of a shutdown. */
  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}

function connect(url: string, options: RedisOptions): Redis {
  const logger = new Logger('redis');
  const redis = new Redis(url, { retryStrategy: (attempt) => Math.min(attempt * 100, 2_000), ...options });
  let isLost = false;
  redis.on('ready', () => {
    isLost = false;
    logger.log('connected to redis');
  });
  redis.on('error', (error) => {
    if (!isLost) logger.warn('redis does not answer', { 'exception.message': error.message });
    isLost = true;
  });
  return redis;
}
