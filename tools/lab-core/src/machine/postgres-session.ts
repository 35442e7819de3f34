import { Client } from 'pg';
import type { Lab } from '../lab.ts';

/** A session of the superuser in one of the databases, for as long as `use` takes. */
export async function asRoot<T>(lab: Lab, database: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: lab.databaseUrl('postgres', database),
    connectionTimeoutMillis: 2_000,
    statement_timeout: 10_000,
  });
  client.on('error', () => undefined); // The server may end while it is asked; the query's own rejection says so.
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
