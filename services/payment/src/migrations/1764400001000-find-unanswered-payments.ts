import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindUnansweredPayments1764400001000 implements MigrationInterface {
  name = 'FindUnansweredPayments1764400001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX payments_requested ON payments (updated_at) WHERE state = 'requested'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX payments_requested');
  }
}
