import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The cart that an order occupies; null after a cancellation. Unique, so that no race creates two orders from one cart.
 * Of the existing orders of a cart, the first that was not cancelled occupies it.
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
