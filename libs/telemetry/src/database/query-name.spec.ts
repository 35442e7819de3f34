import { describe, expect, it } from 'vitest';
import { queryName } from './query-name';

const tables = new Set(['orders', 'stock_levels', 'outbox_messages']);

describe('the name of a query', () => {
  it.each([
    ['SELECT "o"."id" AS "o_id" FROM "orders" "o" WHERE "o"."id" = $1 FOR UPDATE', 'SELECT', 'orders'],
    ['INSERT INTO "orders"("id") VALUES ($1) ON CONFLICT DO NOTHING', 'INSERT', 'orders'],
    [
      'UPDATE stock_levels AS level SET x = 1 FROM unnest($1::text[]) AS units (id)',
      'UPDATE',
      'stock_levels',
    ],
    ['DELETE FROM outbox_messages WHERE published_at < now()', 'DELETE', 'outbox_messages'],
    ['\n  select count(*) from orders, jsonb_array_elements(lines)', 'SELECT', 'orders'],
    ['SELECT DISTINCT "d"."id" FROM (SELECT "o"."id" FROM "orders" "o") "d"', 'SELECT', 'orders'],
    ['SELECT extract(epoch FROM placed_at) FROM orders', 'SELECT', 'orders'],
    ['START TRANSACTION', 'START', 'none'],
    ['SELECT 1', 'SELECT', 'none'],
  ])('of %s', (text, operation, table) => {
    expect(queryName(text, tables)).toEqual({ operation, table });
  });

  it('contains no word of an unknown text', () => {
    expect(queryName("DROP TABLE customers; SELECT '4111' FROM pg_class", tables)).toEqual({
      operation: 'OTHER',
      table: 'none',
    });
    expect(queryName('', tables)).toEqual({ operation: 'OTHER', table: 'none' });
  });
});
