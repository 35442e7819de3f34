import type { ComponentControl, Sessions } from '@webstore/lab-core/component-control/component-control.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';

/** Deletes dispensable data of a component; returns a description of it. */
const flushes: Record<string, (sessions: Sessions) => Promise<string>> = {
  /** Carts are in the same Redis: they are customers' data, and stay. */
  redis: ({ redis: session }) =>
    session(async (redis) => {
      const keys = await redis.keys('catalog:product:*');
      const gone = keys.length > 0 ? await redis.del(keys) : 0;
      return `${gone} products are gone from the cache of catalog; it fills by itself.`;
    }),

  /** An abandoned prepared transaction holds its locks forever. */
  postgres: ({ postgres: session }) =>
    session('postgres', async (client) => {
      const { rows } = await client.query<{ gid: string; database: string }>(
        'select gid, database from pg_prepared_xacts',
      );
      for (const { gid, database } of rows)
        await session(database, (one) => one.query(`rollback prepared ${one.escapeLiteral(gid)}`));
      const idle = await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and now() - xact_start > interval '10 seconds'",
      );
      return `${rows.length} prepared transactions were rolled back, ${idle.rowCount} idle ones ended.`;
    }),
};

export async function flush({ sessions }: ComponentControl, part: string): Promise<string> {
  const one = Object.hasOwn(flushes, part) ? flushes[part] : undefined;
  if (!one)
    throw new Failure(
      `${part} holds nothing that can be flushed; ${Object.keys(flushes).join(' and ')} do.`,
      exitCodes.usage,
    );
  return one(sessions);
}
