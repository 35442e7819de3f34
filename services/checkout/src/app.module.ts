import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { topics } from '@webstore/contracts';
import { ConfigModule, tokensFrom, tracingRights, WebModule } from '@webstore/http';
import { type Dependencies, KafkaClient, KafkaStrategy, MessagingModule } from '@webstore/messaging';
import { HealthModule, isHousekeeping, redact, TelemetryModule } from '@webstore/telemetry';
import { DatabaseMetricsModule } from '@webstore/telemetry/database';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from './config';
import { CustomersModule } from './customers/customers.module';
import { database } from './database';
import { OrdersModule } from './orders/orders.module';
import { CartClient } from './shop/cart.client';
import { CatalogClient } from './shop/catalog.client';
import { ShopModule } from './shop/shop.module';
import { SweepsModule } from './sweeps/sweeps.module';

const { orderPlaced, orderCompleted, orderCancelled, orderRefunded, refundRequested } = topics;

/** The dependencies of message handling. */
const dependencies: Dependencies = {
  inject: [DataSource],
  useFactory: (source: DataSource) => [{ name: 'postgres', check: () => source.query('SELECT 1') }],
};

const health = HealthModule.forRootAsync({
  imports: [ShopModule],
  inject: [DataSource, KafkaClient, KafkaStrategy, CartClient, CatalogClient],
  useFactory: (
    source: DataSource,
    kafka: KafkaClient,
    strategy: KafkaStrategy,
    cart: CartClient,
    catalog: CatalogClient,
  ) => [
    ...dependencies.useFactory(source),
    { name: 'kafka', check: () => kafka.check() },
    ...strategy.checks(),
    { name: 'cart', check: () => cart.check() },
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
          problemStatus: config.problemStatus,
          inFlight: { most: config.mostInFlight, spares: isHousekeeping },
        }),
        TypeOrmModule.forRoot(database(config)),
        DatabaseMetricsModule,
        MessagingModule.withPostgres({
          service: 'checkout',
          brokers: config.kafkaBrokers,
          produces: [orderPlaced, orderCompleted, orderCancelled, orderRefunded, refundRequested],
          outsideTopics: config.outsideTopics,
          publishTimeoutMs: config.publishTimeoutMs,
          dependencies,
        }),
        health,
        CustomersModule,
        OrdersModule,
        SweepsModule,
      ],
    };
  }
}
