import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { observePool } from './observed-pool';

/** Measures the pool and the queries of TypeORM's `DataSource` on PostgreSQL. Import it beside `TypeOrmModule`. */
@Module({})
export class DatabaseMetricsModule {
  constructor(source: DataSource) {
    // TypeORM's pool is private, but has had this name since the first version.
    const { master } = source.driver as unknown as { master: Pool };
    observePool(
      master,
      source.entityMetadatas.map(({ tableName }) => tableName),
    );
  }
}
