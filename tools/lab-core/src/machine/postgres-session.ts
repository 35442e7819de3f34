import { Client } from 'pg';
import type { Lab } from '../lab.ts';

/** A superuser session in one of the databases, while `use` runs. */
export async function asRoot<T>(lab: Lab, database: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: lab.databaseUrl('postgres', database),
    connectionTimeoutMillis: 2_000,
    statement_timeout: 10_000,
    // A frozen server ends no statement.
    query_timeout: 12_000,
  });
  client.on('error', () => undefined); // The server may stop during a query; the query's own rejection reports it.
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
