import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOrders1760000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE orders (
        id uuid PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('pending', 'completed', 'cancelled', 'refunded')),
        customer_id text NOT NULL REFERENCES customers,
        country text NOT NULL,
        segment text NOT NULL,
        cart_id uuid NOT NULL,
        lines jsonb NOT NULL,
        total_cents integer NOT NULL CHECK (total_cents >= 0),
        reason text,
        late boolean NOT NULL DEFAULT false,
        request_hash text NOT NULL,
        placed_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CHECK ((state = 'cancelled') = (reason IS NOT NULL))
      )`);
    await runner.query(`CREATE INDEX orders_pending ON orders (placed_at) WHERE state = 'pending'`);
    await runner.query(`CREATE INDEX orders_newest ON orders (placed_at DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE orders');
  }
}
