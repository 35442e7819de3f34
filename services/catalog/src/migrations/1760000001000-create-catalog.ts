import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCatalog1760000001000 implements MigrationInterface {
  name = 'CreateCatalog1760000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE products (
        id text PRIMARY KEY,
        name text NOT NULL,
        description text NOT NULL,
        category text NOT NULL,
        price_cents integer NOT NULL CHECK (price_cents >= 0),
        search tsvector GENERATED ALWAYS AS
          (setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', description), 'B')) STORED
      );
      CREATE INDEX products_search ON products USING gin (search);
      CREATE INDEX products_category ON products (category, name);
    `);
    // The check constraints are the last safeguard against overselling.
    await runner.query(`
      CREATE TABLE stock_levels (
        product_id text PRIMARY KEY REFERENCES products,
        on_hand integer NOT NULL,
        reserved integer NOT NULL CHECK (reserved >= 0),
        CHECK (on_hand >= reserved)
      );
      CREATE TABLE stock_movements (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        product_id text NOT NULL REFERENCES products,
        kind text NOT NULL CHECK (kind IN ('seeded', 'restocked', 'sold', 'returned')),
        quantity integer NOT NULL CHECK (quantity > 0),
        reference text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (product_id, kind, reference)
      );
    `);
    await runner.query(`
      CREATE TABLE reservations (
        order_id uuid PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('held', 'committed', 'released', 'returned')),
        lines jsonb NOT NULL,
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX reservations_expiring ON reservations (expires_at) WHERE state = 'held';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reservations, stock_movements, stock_levels, products');
  }
}
