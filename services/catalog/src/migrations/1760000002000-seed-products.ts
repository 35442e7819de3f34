import type { MigrationInterface, QueryRunner } from 'typeorm';
import { seedProducts } from './seed-products';

export class SeedProducts1760000002000 implements MigrationInterface {
  name = 'SeedProducts1760000002000';

  async up(runner: QueryRunner): Promise<void> {
    const products = [JSON.stringify(seedProducts)];
    await runner.query(
      `INSERT INTO products (id, name, description, category, price_cents)
       SELECT id, name, description, category, "priceCents" FROM jsonb_to_recordset($1::jsonb)
         AS seed (id text, name text, description text, category text, "priceCents" int)`,
      products,
    );
    await runner.query(
      `INSERT INTO stock_levels (product_id, on_hand, reserved)
       SELECT id, stock, 0 FROM jsonb_to_recordset($1::jsonb) AS seed (id text, stock int)`,
      products,
    );
    await runner.query(
      `INSERT INTO stock_movements (product_id, kind, quantity, reference)
       SELECT id, 'seeded', stock, 'opening' FROM jsonb_to_recordset($1::jsonb) AS seed (id text, stock int)`,
      products,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const ids = [seedProducts.map(({ id }) => id)];
    await runner.query('DELETE FROM stock_movements WHERE product_id = ANY($1)', ids);
    await runner.query('DELETE FROM stock_levels WHERE product_id = ANY($1)', ids);
    await runner.query('DELETE FROM products WHERE id = ANY($1)', ids);
  }
}
