import { type DynamicModule, Module } from '@nestjs/common';
import { tokensFrom, tracingRights, WebModule } from '@webstore/http';
import { KafkaClient, MessagingModule } from '@webstore/messaging';
import { HealthModule, isHousekeeping, redact, TelemetryModule } from '@webstore/telemetry';
import { Redis } from 'ioredis';
import { CartsModule } from './carts/carts.module';
import { CatalogClient } from './catalog/catalog.client';
import { CatalogModule } from './catalog/catalog.module';
import type { Config } from './config';
import { ConfigModule } from './config.module';
import { RedisModule } from './redis.module';

const health = HealthModule.forRootAsync({
  imports: [CatalogModule],
  inject: [Redis, KafkaClient, CatalogClient],
  useFactory: (redis: Redis, kafka: KafkaClient, catalog: CatalogClient) => [
    { name: 'redis', check: () => redis.ping() },
    { name: 'kafka', check: () => kafka.check() },
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
        ConfigModule.with(config),
        TelemetryModule.trusting(tracingRights(tokens)),
        WebModule.forRoot({
          ...{ tokens, redact },
          inFlight: { most: config.mostInFlight, spares: isHousekeeping },
        }),
        RedisModule,
        MessagingModule.withRedis({
          service: 'cart',
          brokers: config.kafkaBrokers,
          produces: [],
          redis: Redis,
        }),
        health,
        CartsModule,
      ],
    };
  }
}
