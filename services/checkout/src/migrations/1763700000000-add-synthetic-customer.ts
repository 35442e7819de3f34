import { syntheticCustomerId } from '@webstore/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The customer of the synthetic checks, in a country where the acquirer is fast and seldom declines. */
export class AddSyntheticCustomer1763700000000 implements MigrationInterface {
  name = 'AddSyntheticCustomer1763700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('INSERT INTO customers VALUES ($1, $2, $3)', [syntheticCustomerId, 'DE', 'returning']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM customers WHERE id = $1', [syntheticCustomerId]);
  }
}
