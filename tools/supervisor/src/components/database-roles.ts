import type { Client } from 'pg';

/** The role of a service, which owns the one database that it may enter. */
export async function createServiceRole(client: Client, name: string, password: string): Promise<void> {
  await createRole(client, name, password);
  if (await exists(client, 'pg_database', 'datname', name)) return;
  const quoted = client.escapeIdentifier(name);
  await client.query(`create database ${quoted} owner ${quoted}`);
  await client.query(`revoke connect on database ${quoted} from public`);
}

/** The role of whoever measures PostgreSQL: it reads the server's statistics, and enters no service's database. */
export async function createMonitorRole(client: Client, name: string, password: string): Promise<void> {
  await createRole(client, name, password);
  await client.query(`grant pg_monitor to ${client.escapeIdentifier(name)}`);
}

/** A role that is there gets the password that the lab has now. */
async function createRole(client: Client, name: string, password: string): Promise<void> {
  const verb = (await exists(client, 'pg_roles', 'rolname', name)) ? 'alter' : 'create';
  const quoted = client.escapeIdentifier(name);
  await client.query(`${verb} role ${quoted} login password ${client.escapeLiteral(password)}`);
}

async function exists(client: Client, catalog: string, column: string, name: string): Promise<boolean> {
  const { rowCount } = await client.query(`select from ${catalog} where ${column} = $1`, [name]);
  return rowCount === 1;
}
