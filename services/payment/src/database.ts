import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import { CreateMessagingTables1760000000000, InboxMessage, OutboxMessage } from '@webstore/messaging';
import { CreatePayments1760000001000 } from './migrations/1760000001000-create-payments';
import { PaymentEntity } from './payments/payment.entity';

/** payment's own database. The tables come from migrations alone, which run at start. */
export function database(url: string): TypeOrmModuleOptions {
  return {
    type: 'postgres',
    url,
    applicationName: 'payment',
    poolSize: 20,
    entities: [PaymentEntity, InboxMessage, OutboxMessage],
    migrations: [CreateMessagingTables1760000000000, CreatePayments1760000001000],
    migrationsRun: true,
  };
}
