import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConfigModule, tokensFrom, tracingRights, WebModule } from '@webstore/http';
import { RedisModule } from '@webstore/http/redis';
import { type Dependencies, KafkaClient, KafkaStrategy, MessagingModule } from '@webstore/messaging';
import { HealthModule, isHousekeeping, redact, TelemetryModule } from '@webstore/telemetry';
import { DatabaseMetricsModule } from '@webstore/telemetry/database';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from './config';
import { database } from './database';
import { ProductsModule } from './products/products.module';
import { ReservationsModule } from './reservations/reservations.module';
import { StockModule } from './stock/stock.module';

/** Timeout of a cache read; then PostgreSQL is queried, so that the cache cannot slow reads down much. */
const CACHE_TIMEOUT_MS = 200;

/** The dependencies of message handling. */
const dependencies: Dependencies = {
  inject: [DataSource],
  useFactory: (source: DataSource) => [{ name: 'postgres', check: () => source.query('SELECT 1') }],
};

const health = HealthModule.forRootAsync({
  inject: [DataSource, Redis, KafkaClient, KafkaStrategy],
  useFactory: (source: DataSource, redis: Redis, kafka: KafkaClient, strategy: KafkaStrategy) => [
    ...dependencies.useFactory(source),
    { name: 'redis', optional: true, check: () => redis.ping() },
    { name: 'kafka', check: () => kafka.check() },
    ...strategy.checks(),
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
        TypeOrmModule.forRoot(database(config)),
        DatabaseMetricsModule,
        RedisModule.connecting(config.redisUrl, {
          commandTimeout: CACHE_TIMEOUT_MS,
          maxRetriesPerRequest: 0,
          enableOfflineQueue: false,
        }),
        MessagingModule.withPostgres({
          service: 'catalog',
          brokers: config.kafkaBrokers,
          produces: [],
          dependencies,
        }),
        health,
        ProductsModule,
        StockModule,
        ReservationsModule,
      ],
    };
  }
}
