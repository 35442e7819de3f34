import { boundedPool } from '@webstore/http/database';
import { CreateMessagingTables1760000000000, InboxMessage, OutboxMessage } from '@webstore/messaging';
import type { DataSourceOptions } from 'typeorm';
import type { Config } from './config';
import { CreateCatalog1760000001000 } from './migrations/1760000001000-create-catalog';
import { SeedProducts1760000002000 } from './migrations/1760000002000-seed-products';
import { AddSyntheticProduct1763700000000 } from './migrations/1763700000000-add-synthetic-product';
import { AddCustomerOfReservation1764400000000 } from './migrations/1764400000000-add-customer-of-reservation';
import { AddWithdrawalOfProduct1764400001000 } from './migrations/1764400001000-add-withdrawal-of-product';
import { ProductEntity } from './products/product.entity';
import { ReservationEntity } from './reservations/reservation.entity';
import { StockLevelEntity } from './stock/stock-level.entity';
import { StockMovementEntity } from './stock/stock-movement.entity';

type DatabaseConfig = Pick<Config, 'databaseUrl' | 'databasePoolSize'>;

export function database({ databaseUrl, databasePoolSize }: DatabaseConfig): DataSourceOptions {
  return {
    type: 'postgres',
    url: databaseUrl,
    applicationName: 'catalog',
    entities: [
      ProductEntity,
      StockLevelEntity,
      StockMovementEntity,
      ReservationEntity,
      InboxMessage,
      OutboxMessage,
    ],
    migrations: [
      CreateMessagingTables1760000000000,
      CreateCatalog1760000001000,
      SeedProducts1760000002000,
      AddSyntheticProduct1763700000000,
      AddCustomerOfReservation1764400000000,
      AddWithdrawalOfProduct1764400001000,
    ],
    migrationsRun: true,
    // Bounded waits: a request fails instead of waiting for ever.
    extra: boundedPool(databasePoolSize),
  };
}
