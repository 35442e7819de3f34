import type { Mechanism } from '../mechanism.ts';
import { asRoot } from '@webstore/lab-core/machine/postgres-session.ts';

/**
 * A prepared transaction whose client is gone, as after a crash between the two phases: it holds its lock
 * without a session, also across a restart of PostgreSQL.
 */
export const orphanedLock = (database: string, table: string): Mechanism => ({
  async begin(lab, { key }) {
    await asRoot(lab, database, async (client) => {
      await client.query('begin');
      await client.query(`lock table ${table} in share mode`);
      await client.query(`prepare transaction ${client.escapeLiteral(key)}`);
    });
  },
  async end(lab, occurrence) {
    if (!(await this.holds(lab, occurrence))) return;
    await asRoot(lab, database, (client) =>
      client.query(`rollback prepared ${client.escapeLiteral(occurrence.key)}`),
    );
  },
  async holds(lab, { key }) {
    const found = await asRoot(lab, database, (client) =>
      client.query('select from pg_prepared_xacts where gid = $1', [key]),
    );
    return found.rowCount === 1;
  },
});
