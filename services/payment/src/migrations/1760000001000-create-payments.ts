import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePayments1760000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payments (
        order_id uuid PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('requested', 'settled', 'declined', 'refunded', 'void')),
        amount_cents integer NOT NULL CHECK (amount_cents >= 0),
        country text,
        capture_id text,
        refund_id text,
        reason text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CHECK (state NOT IN ('settled', 'refunded') OR capture_id IS NOT NULL),
        CHECK ((state = 'refunded') = (refund_id IS NOT NULL))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE payments');
  }
}
