import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { isOutage } from '@webstore/contracts';
import { Pool, type PoolConfig } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boundedPool } from '../src/database';

/** PostgreSQL behind a proxy that can stop forwarding, like a frozen server: it neither refuses nor responds. */
async function silenceable(url: URL) {
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(url.port), url.hostname);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) sockets.push(socket.on('error', () => near.destroy()));
    near.on('close', () => far.destroy());
    if (silent) far.pause();
  });
  let silent = false;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const through = new URL(url);
  Object.assign(through, { hostname: '127.0.0.1', port: String((server.address() as AddressInfo).port) });
  return {
    url: through.href,
    silence() {
      silent = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    speak: () => void (silent = false),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe('a pool with a frozen PostgreSQL', () => {
  let line: Awaited<ReturnType<typeof silenceable>>;
  let pool: Pool;
  beforeEach(async () => {
    line = await silenceable(new URL(process.env['TEST_DATABASE_URL']!));
    const own = { queryMs: 300, connectMs: 300 };
    pool = new Pool({ connectionString: line.url, ...boundedPool(1, own) } as object as PoolConfig);
    pool.on('error', () => undefined);
  });
  afterEach(async () => {
    line.close();
    await pool.end();
  });
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('fails queries and connection attempts within their deadlines, as outages', async () => {
    await pool.query('SELECT 1');
    line.silence();
    expect(isOutage(await failureOf(pool.query('SELECT 1')))).toBe(true);
    expect(isOutage(await failureOf(pool.query('SELECT 1')))).toBe(true);
    line.speak();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('never reuses a connection with an open transaction', async () => {
    const client = await pool.connect();
    client.on('error', () => undefined);
    await client.query('BEGIN');
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    line.silence();
    expect(isOutage(await failureOf(client.query('SELECT 1')))).toBe(true);
    expect(isOutage(await failureOf(client.query('ROLLBACK')))).toBe(true);
    client.release();
    line.speak();
    const next = await pool.query<{ pid: number; open: boolean }>(
      'SELECT pg_backend_pid() AS pid, now() <> statement_timestamp() AS open',
    );
    expect(next.rows[0]!.pid).not.toBe(rows[0]!.pid);
    expect(next.rows[0]!.open).toBe(false);
  });
});
