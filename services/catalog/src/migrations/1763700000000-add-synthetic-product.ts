import { syntheticProductId } from '@webstore/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const stock = 100;

/** The product of the synthetic checks: recorded and restocked like any other, but hidden from customers. */
export class AddSyntheticProduct1763700000000 implements MigrationInterface {
  name = 'AddSyntheticProduct1763700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO products (id, name, description, category, price_cents)
       VALUES ($1, 'Synthetic sample', 'Bought by the synthetic checks, by nobody else.', 'stationery', 100)`,
      [syntheticProductId],
    );
    await runner.query('INSERT INTO stock_levels (product_id, on_hand, reserved) VALUES ($1, $2, 0)', [
      syntheticProductId,
      stock,
    ]);
    await runner.query(
      `INSERT INTO stock_movements (product_id, kind, quantity, reference) VALUES ($1, 'seeded', $2, 'opening')`,
      [syntheticProductId, stock],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['stock_movements', 'stock_levels']) {
      await runner.query(`DELETE FROM ${table} WHERE product_id = $1`, [syntheticProductId]);
    }
    await runner.query('DELETE FROM products WHERE id = $1', [syntheticProductId]);
  }
}
