import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule, tokensFrom, tracingRights, WebModule } from '@webstore/http';
import { RedisModule } from '@webstore/http/redis';
import { type Dependencies, KafkaClient, KafkaStrategy, MessagingModule } from '@webstore/messaging';
import { HealthModule, isHousekeeping, redact, TelemetryModule } from '@webstore/telemetry';
import { Redis } from 'ioredis';
import { CartsModule } from './carts/carts.module';
import { CatalogClient } from './catalog/catalog.client';
import { CatalogModule } from './catalog/catalog.module';
import { CONFIG, type Config } from './config';

/** The dependencies of message handling. */
const dependencies: Dependencies = {
  inject: [Redis],
  // Uses a write, because a Redis that is full or cannot save still responds to PING.
  useFactory: (redis: Redis) => [{ name: 'redis', check: () => redis.set('cart:probe', '1', 'PX', 10_000) }],
};

const health = HealthModule.forRootAsync({
  imports: [CatalogModule],
  inject: [Redis, KafkaClient, KafkaStrategy, CatalogClient],
  useFactory: (redis: Redis, kafka: KafkaClient, strategy: KafkaStrategy, catalog: CatalogClient) => [
    ...dependencies.useFactory(redis),
    { name: 'kafka', check: () => kafka.check() },
    ...strategy.checks(),
    { name: 'catalog', check: () => catalog.check() },
  ],
});

@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    const tokens = tokensFrom(config);
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(CONFIG, config),
        TelemetryModule.trusting(tracingRights(tokens)),
        WebModule.forRoot({
          browsers: { allowedHosts: config.httpAllowedHosts, allowedOrigins: config.corsOrigins },
          tokens,
          redact,
          inFlight: { most: config.mostInFlight, spares: isHousekeeping },
        }),
        RedisModule.connecting(config.redisUrl, { commandTimeout: 2_000, maxRetriesPerRequest: 2 }),
        MessagingModule.withRedis({
          service: 'cart',
          brokers: config.kafkaBrokers,
          produces: [],
          redis: Redis,
          dependencies,
        }),
        health,
        CartsModule,
      ],
    };
  }
}
