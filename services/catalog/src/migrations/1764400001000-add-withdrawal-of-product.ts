import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddWithdrawalOfProduct1764400001000 implements MigrationInterface {
  name = 'AddWithdrawalOfProduct1764400001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE products ADD COLUMN withdrawn_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE products DROP COLUMN withdrawn_at');
  }
}
