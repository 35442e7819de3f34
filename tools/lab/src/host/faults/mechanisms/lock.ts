import type { Mechanism } from '../mechanism.ts';

/**
 * A prepared transaction whose client is gone, as after a crash between the two phases: it holds its lock
 * without a session, also across a restart of PostgreSQL.
 */
export const orphanedLock = (database: string, table: string): Mechanism => ({
  async begin(control, { key }) {
    await control.sessions.postgres(database, async (client) => {
      await client.query('begin');
      await client.query(`lock table ${table} in share mode`);
      await client.query(`prepare transaction ${client.escapeLiteral(key)}`);
    });
  },
  async end(control, occurrence) {
    if (!(await this.holds(control, occurrence))) return;
    await control.sessions.postgres(database, (client) =>
      client.query(`rollback prepared ${client.escapeLiteral(occurrence.key)}`),
    );
  },
  async holds(control, { key }) {
    const found = await control.sessions.postgres(database, (client) =>
      client.query('select from pg_prepared_xacts where gid = $1', [key]),
    );
    return found.rowCount === 1;
  },
});
