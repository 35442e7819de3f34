import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { topics } from '@webstore/contracts';
import { flag } from '@webstore/faults/flags';
import { ConfigModule, tokensFrom, tracingRights, WebModule } from '@webstore/http';
import { type Dependencies, KafkaClient, KafkaStrategy, MessagingModule } from '@webstore/messaging';
import { HealthModule, isHousekeeping, redact, TelemetryModule } from '@webstore/telemetry';
import { DatabaseMetricsModule } from '@webstore/telemetry/database';
import { DataSource } from 'typeorm';
import { AcquirerClient } from './acquirer/acquirer.client';
import { AcquirerModule } from './acquirer/acquirer.module';
import { CONFIG, type Config } from './config';
import { database } from './database';
import { PaymentsModule } from './payments/payments.module';

const { paymentSettled, paymentDeclined, paymentRefunded } = topics;

/** The dependencies of message handling. */
const dependencies: Dependencies = {
  imports: [AcquirerModule],
  inject: [DataSource, AcquirerClient],
  useFactory: (source: DataSource, acquirer: AcquirerClient) => [
    { name: 'postgres', check: () => source.query('SELECT 1') },
    { name: 'acquirer', check: () => acquirer.check() },
  ],
};

const health = HealthModule.forRootAsync({
  imports: [AcquirerModule],
  inject: [DataSource, AcquirerClient, KafkaClient, KafkaStrategy],
  useFactory: (source: DataSource, acquirer: AcquirerClient, kafka: KafkaClient, strategy: KafkaStrategy) => [
    ...dependencies.useFactory(source, acquirer),
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
        MessagingModule.withPostgres({
          service: 'payment',
          brokers: config.kafkaBrokers,
          produces: [paymentSettled, paymentDeclined, paymentRefunded],
          attempts: config.messageAttempts,
          firstPauseMs: config.messagePauseMs,
          identity: async () => ((await flag('payment.charged-once')) === 'order' ? 'event' : 'delivery'),
          dependencies,
        }),
        health,
        PaymentsModule,
      ],
    };
  }
}
