import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The inbox and the outbox of a service; listed first among its migrations. */
export class CreateMessagingTables1760000000000 implements MigrationInterface {
  readonly name = 'CreateMessagingTables1760000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE inbox_messages (
        id text PRIMARY KEY,
        handled_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE outbox_messages (
        sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id uuid NOT NULL UNIQUE,
        topic text NOT NULL,
        key text NOT NULL,
        value jsonb NOT NULL,
        carrier jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        published_at timestamptz
      )`);
    await runner.query(
      `CREATE INDEX outbox_messages_waiting ON outbox_messages (sequence) WHERE published_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE outbox_messages, inbox_messages`);
  }
}
