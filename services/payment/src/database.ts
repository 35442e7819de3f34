import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import { boundedPool } from '@webstore/http/database';
import { CreateMessagingTables1760000000000, InboxMessage, OutboxMessage } from '@webstore/messaging';
import type { Config } from './config';
import { CreatePayments1760000001000 } from './migrations/1760000001000-create-payments';
import { AddCustomerOfPayment1764400000000 } from './migrations/1764400000000-add-customer-of-payment';
import { FindUnansweredPayments1764400001000 } from './migrations/1764400001000-find-unanswered-payments';
import { PaymentEntity } from './payments/payment.entity';

type DatabaseConfig = Pick<Config, 'databaseUrl' | 'databasePoolSize'>;

/** payment's own database. Only migrations create tables; they run at start. */
export function database({ databaseUrl, databasePoolSize }: DatabaseConfig): TypeOrmModuleOptions {
  return {
    type: 'postgres',
    url: databaseUrl,
    applicationName: 'payment',
    // Bounded waits: a message fails and is redelivered instead of waiting for ever.
    extra: boundedPool(databasePoolSize),
    entities: [PaymentEntity, InboxMessage, OutboxMessage],
    migrations: [
      CreateMessagingTables1760000000000,
      CreatePayments1760000001000,
      AddCustomerOfPayment1764400000000,
      FindUnansweredPayments1764400001000,
    ],
    migrationsRun: true,
  };
}
