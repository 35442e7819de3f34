import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddOriginOfOrder1763700001000 implements MigrationInterface {
  name = 'AddOriginOfOrder1763700001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE orders ADD COLUMN origin jsonb NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP COLUMN origin');
  }
}
