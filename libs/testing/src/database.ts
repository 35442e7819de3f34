import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { backing } from './backing';

/** A database for one test file. */
export interface FreshDatabase {
  /** Connection string of the empty database. */
  readonly url: string;
  /** Deletes the database and closes its connections. */
  drop(): Promise<void>;
}

/** Creates an empty PostgreSQL database, so that tests cannot see each other's rows. */
export async function freshDatabase(name: string): Promise<FreshDatabase> {
  const database = `${name}_${randomBytes(4).toString('hex')}`;
  await asSuperuser(`CREATE DATABASE ${database}`);
  const url = new URL(backing('TEST_DATABASE_URL'));
  url.pathname = `/${database}`;
  return { url: url.toString(), drop: () => asSuperuser(`DROP DATABASE ${database} WITH (FORCE)`) };
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new Client({ connectionString: backing('TEST_DATABASE_URL') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
