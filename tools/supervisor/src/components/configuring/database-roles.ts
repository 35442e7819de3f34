import type { Client } from 'pg';

/** The role of a service, which owns the only database that it may access. */
export async function createServiceRole(client: Client, name: string, password: string): Promise<void> {
  await createRole(client, name, password);
  if (await exists(client, 'pg_database', 'datname', name)) return;
  const quoted = client.escapeIdentifier(name);
  await client.query(`create database ${quoted} owner ${quoted}`);
  await client.query(`revoke connect on database ${quoted} from public`);
}

/**
 * The monitoring role of PostgreSQL: it reads the server's statistics, and accesses no service's database.
 */
export async function createMonitorRole(client: Client, name: string, password: string): Promise<void> {
  await createRole(client, name, password);
  await client.query(`grant pg_monitor to ${client.escapeIdentifier(name)}`);
}

/** An existing role gets the lab's current password. */
async function createRole(client: Client, name: string, password: string): Promise<void> {
  const verb = (await exists(client, 'pg_roles', 'rolname', name)) ? 'alter' : 'create';
  const quoted = client.escapeIdentifier(name);
  await client.query(`${verb} role ${quoted} login password ${client.escapeLiteral(password)}`);
}

async function exists(client: Client, catalog: string, column: string, name: string): Promise<boolean> {
  const { rowCount } = await client.query(`select from ${catalog} where ${column} = $1`, [name]);
  return rowCount === 1;
}
