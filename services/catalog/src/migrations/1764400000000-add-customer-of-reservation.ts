import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Existing reservations have no customer: they count towards no limit, and expire as before. */
export class AddCustomerOfReservation1764400000000 implements MigrationInterface {
  name = 'AddCustomerOfReservation1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reservations ADD COLUMN customer_id text');
    await runner.query(`CREATE INDEX reservations_held ON reservations (customer_id) WHERE state = 'held'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reservations DROP COLUMN customer_id');
  }
}
