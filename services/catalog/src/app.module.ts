import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { tokensFrom, tracingRights, WebModule } from '@webstore/http';
import { type Dependencies, KafkaClient, KafkaStrategy, MessagingModule } from '@webstore/messaging';
import { HealthModule, isHousekeeping, redact, TelemetryModule } from '@webstore/telemetry';
import { DatabaseMetricsModule } from '@webstore/telemetry/database';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import type { Config } from './config';
import { ConfigModule } from './config.module';
import { database } from './database';
import { ProductsModule } from './products/products.module';
import { RedisModule } from './redis.module';
import { ReservationsModule } from './reservations/reservations.module';
import { StockModule } from './stock/stock.module';

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
        ConfigModule.with(config),
        TelemetryModule.trusting(tracingRights(tokens)),
        WebModule.forRoot({
          browsers: { allowedHosts: config.httpAllowedHosts, allowedOrigins: config.corsOrigins },
          tokens,
          redact,
          inFlight: { most: config.mostInFlight, spares: isHousekeeping },
        }),
        TypeOrmModule.forRoot(database(config)),
        DatabaseMetricsModule,
        RedisModule,
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
