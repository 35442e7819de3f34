import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { observePool } from '../src/database/observed-pool';
import { exposition } from '../src/metrics/registry';

const figure = async (series: string) => {
  const line = (await exposition()).body.split('\n').find((one) => one.startsWith(`${series} `));
  return line ? Number(line.split(' ')[1]) : undefined;
};
const waits = (result: string) =>
  figure(`webstore_database_connection_wait_seconds_count{result="${result}"}`);

describe('the metrics of a pool', () => {
  const table = `orders_${randomBytes(4).toString('hex')}`;
  const connectionString = process.env['TEST_DATABASE_URL'];
  const pool = new Pool({ connectionString, max: 2, connectionTimeoutMillis: 1_000 });

  const queries = (operation: string, result: string) => {
    const labels = `operation="${operation}",table="${table}",result="${result}"`;
    return figure(`webstore_database_query_duration_seconds_count{${labels}}`);
  };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    // As with TypeORM, a connection exists before the first measurement.
    await pool.query(`CREATE TABLE ${table} (id text)`);
    observePool(pool, [table]);
  });
  afterAll(async () => {
    await pool.query(`DROP TABLE ${table}`);
    await pool.end();
  });

  it('times queries by operation, table and result, for each form of query call', async () => {
    await pool.query(`SELECT id FROM ${table}`);
    await new Promise((resolve) => pool.query(`SELECT id FROM ${table}`, resolve));
    const client = await pool.connect();
    await client.query({ text: `INSERT INTO ${table} VALUES ($1)`, values: ['o-1'] });
    await expect(client.query(`SELECT nothing FROM ${table}`)).rejects.toThrow('does not exist');
    client.release();
    expect(await queries('SELECT', 'ok')).toBe(2);
    expect(await queries('INSERT', 'ok')).toBe(1);
    expect(await queries('SELECT', 'error')).toBe(1);
  });

  it('logs operation and table of each query at debug, without its text', async () => {
    const debug = vi.spyOn(Logger.prototype, 'debug').mockReturnValue();
    await pool.query(`INSERT INTO ${table} VALUES ($1) RETURNING 'o-2'`, ['o-1']);
    const about = { 'db.operation.name': 'INSERT', 'db.collection.name': table, result: 'ok' };
    expect(debug.mock.calls).toEqual([[`INSERT ${table}`, { ...about, duration_ms: expect.any(Number) }]]);
    debug.mockRestore();
  });

  it('reports used connections, waiting callers and timed-out waits', async () => {
    const [before, gaveUp] = [(await waits('ok')) ?? 0, (await waits('error')) ?? 0];
    const held = [await pool.connect(), await pool.connect()];
    const third = pool.connect();
    expect(await figure('webstore_database_connections{state="used"}')).toBe(2);
    expect(await figure('webstore_database_connections_max')).toBe(2);
    expect(await figure('webstore_database_pending_requests')).toBe(1);
    await expect(third).rejects.toThrow('timeout exceeded');
    held.forEach((client) => client.release());
    expect(await figure('webstore_database_connections{state="used"}')).toBe(0);
    expect(await figure('webstore_database_connections{state="idle"}')).toBe(2);
    // Two are idle, so it gets one in the next tick.
    const next = pool.connect();
    expect(await figure('webstore_database_pending_requests')).toBe(0);
    (await next).release();
    expect(await waits('ok')).toBe(before + 3);
    expect(await waits('error')).toBe(gaveUp + 1);
  });
});
