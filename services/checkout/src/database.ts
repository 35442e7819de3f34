import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import { boundedPool } from '@webstore/http/database';
import { CreateMessagingTables1760000000000, InboxMessage, OutboxMessage } from '@webstore/messaging';
import type { Config } from './config';
import { CustomerEntity } from './customers/customer.entity';
import { CreateCustomers1760000000500 } from './migrations/1760000000500-create-customers';
import { CreateOrders1760000001000 } from './migrations/1760000001000-create-orders';
import { AddSyntheticCustomer1763700000000 } from './migrations/1763700000000-add-synthetic-customer';
import { AddOriginOfOrder1763700001000 } from './migrations/1763700001000-add-origin-of-order';
import { OrderCartsOnce1764400000000 } from './migrations/1764400000000-order-carts-once';
import { OrderEntity } from './orders/order.entity';

type DatabaseConfig = Pick<Config, 'databaseUrl' | 'databasePoolSize'>;

/** checkout's own database. Only migrations create tables; they run at start. */
export function database({ databaseUrl, databasePoolSize }: DatabaseConfig): TypeOrmModuleOptions {
  return {
    type: 'postgres',
    url: databaseUrl,
    applicationName: 'checkout',
    // Bounded waits: a request fails instead of waiting for ever.
    extra: boundedPool(databasePoolSize),
    entities: [OrderEntity, CustomerEntity, InboxMessage, OutboxMessage],
    migrations: [
      CreateMessagingTables1760000000000,
      CreateCustomers1760000000500,
      CreateOrders1760000001000,
      AddSyntheticCustomer1763700000000,
      AddOriginOfOrder1763700001000,
      OrderCartsOnce1764400000000,
    ],
    migrationsRun: true,
  };
}
