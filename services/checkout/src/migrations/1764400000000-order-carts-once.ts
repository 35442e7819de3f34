import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which cart an order takes up; null once it is cancelled. Unique, so that no race makes two orders of one cart.
 * Of the orders that a cart has from before, the first that was not cancelled takes it up.
 */
export class OrderCartsOnce1764400000000 implements MigrationInterface {
  name = 'OrderCartsOnce1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders ADD COLUMN active_cart_id uuid');
    await runner.query(`
      UPDATE orders SET active_cart_id = cart_id WHERE id IN (
        SELECT DISTINCT ON (cart_id) id FROM orders WHERE state <> 'cancelled' ORDER BY cart_id, placed_at, id)`);
    await runner.query('CREATE UNIQUE INDEX orders_active_cart ON orders (active_cart_id)');
    await runner.query(
      `ALTER TABLE orders ADD CHECK (active_cart_id IS NULL OR (active_cart_id = cart_id AND state <> 'cancelled'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP COLUMN active_cart_id');
  }
}
