import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { topics } from '@webstore/contracts';
import { flag } from '@webstore/faults/flags';
import { tokensFrom, tracingRights, WebModule } from '@webstore/http';
import { KafkaClient, MessagingModule } from '@webstore/messaging';
import { HealthModule, isHousekeeping, redact, TelemetryModule } from '@webstore/telemetry';
import { DatabaseMetricsModule } from '@webstore/telemetry/database';
import { DataSource } from 'typeorm';
import { AcquirerClient } from './acquirer/acquirer.client';
import { AcquirerModule } from './acquirer/acquirer.module';
import { CONFIG, type Config } from './config';
import { database } from './database';
import { PaymentsModule } from './payments/payments.module';

const { paymentSettled, paymentDeclined, paymentRefunded } = topics;

@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    const tokens = tokensFrom(config);
    return {
      module: AppModule,
      global: true,
      providers: [{ provide: CONFIG, useValue: config }],
      exports: [CONFIG],
      imports: [
        TelemetryModule.trusting(tracingRights(tokens)),
        WebModule.forRoot({
          ...{ tokens, redact },
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
        }),
        HealthModule.forRootAsync({
          imports: [AcquirerModule],
          inject: [DataSource, KafkaClient, AcquirerClient],
          useFactory: (source: DataSource, kafka: KafkaClient, acquirer: AcquirerClient) => [
            { name: 'postgres', check: () => source.query('SELECT 1') },
            { name: 'kafka', check: () => kafka.check() },
            { name: 'acquirer', check: () => acquirer.check() },
          ],
        }),
        PaymentsModule,
      ],
    };
  }
}
