import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { observePool } from './observed-pool';

/** Measures the pool and the queries of TypeORM's `DataSource` on PostgreSQL. Import it beside `TypeOrmModule`. */
@Module({})
export class DatabaseMetricsModule {
  constructor(source: DataSource) {
    // TypeORM keeps its pool to itself, but under this name since its first version.
    const { master } = source.driver as unknown as { master: Pool };
    observePool(
      master,
      source.entityMetadatas.map(({ tableName }) => tableName),
    );
  }
}
