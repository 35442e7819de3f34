import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Existing payments have no customer: only the admin and the tester see them. */
export class AddCustomerOfPayment1764400000000 implements MigrationInterface {
  name = 'AddCustomerOfPayment1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE payments ADD COLUMN customer_id text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE payments DROP COLUMN customer_id');
  }
}
