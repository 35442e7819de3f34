import { randomBytes } from 'node:crypto';
import { backing } from '@webstore/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMonitorRole, createServiceRole } from '../src/components/configuring/database-roles.ts';

const server = backing('TEST_DATABASE_URL');
const suffix = randomBytes(4).toString('hex');
const shop = { name: `shop_${suffix}`, password: randomBytes(16).toString('hex') };
const monitor = { name: `monitor_${suffix}`, password: randomBytes(16).toString('hex') };

/** Runs one query as a role, in a database. */
async function ask(query: string, as?: { name: string; password: string }, database = 'postgres') {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (as) [url.username, url.password] = [as.name, as.password];
  const client = new Client({ connectionString: url.toString() });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}

async function asSuperuser(use: (client: Client) => Promise<void>) {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

const createRoles = () =>
  asSuperuser(async (client) => {
    await createServiceRole(client, shop.name, shop.password);
    await createMonitorRole(client, monitor.name, monitor.password);
  });

beforeAll(async () => {
  await createRoles();
  await ask('create table orders (id int); insert into orders values (1)', shop, shop.name);
});

afterAll(() =>
  asSuperuser(async (client) => {
    await client.query(`drop database if exists ${shop.name} with (force)`);
    await client.query(`drop role if exists ${shop.name}, ${monitor.name}`);
  }),
);

describe('the monitoring role of PostgreSQL', () => {
  it.each([
    'select sum(xact_commit) from pg_stat_database',
    'select count(query) from pg_stat_activity',
    'select count(*) from pg_locks',
    "select current_setting('data_directory')",
    `select pg_database_size('${shop.name}')`,
    'select count(*) from pg_ls_waldir()',
  ])("can run the exporter's queries: %s", async (query) => {
    expect(Object.values((await ask(query, monitor))[0]!)[0]).toBeTruthy();
  });

  it('can read the statement of another role, which a role without pg_monitor cannot', async () => {
    const others = `select count(*) filter (where query = '<insufficient privilege>')::int as hidden
      from pg_stat_activity where usename <> current_user`;
    await asSuperuser(async () => {
      expect(await ask(others, monitor)).toEqual([{ hidden: 0 }]);
      expect((await ask(others, shop, shop.name))[0]!['hidden']).toBeGreaterThan(0);
    });
  });

  it("cannot connect to a service's database", async () => {
    expect(await ask('select count(*)::int as rows from orders', shop, shop.name)).toEqual([{ rows: 1 }]);
    await expect(ask('select * from orders', monitor, shop.name)).rejects.toThrow(
      `permission denied for database "${shop.name}"`,
    );
  });

  it("cannot read a service's table, even with access to that database", async () => {
    await asSuperuser(async (client) => {
      await client.query(`grant connect on database ${shop.name} to ${monitor.name}`);
      await expect(ask('select * from orders', monitor, shop.name)).rejects.toThrow(
        'permission denied for table orders',
      );
      await client.query(`revoke connect on database ${shop.name} from ${monitor.name}`);
    });
  });

  it.each(['create table mine (id int)', 'create role mine', `drop database ${shop.name}`])(
    'cannot change anything: %s',
    async (statement) => {
      await expect(ask(statement, monitor)).rejects.toThrow(/permission denied|must be owner/);
    },
  );

  it("gets the lab's current password if it already exists", async () => {
    const before = { ...monitor };
    monitor.password = randomBytes(16).toString('hex');
    await createRoles();
    expect(await ask('select 1 as one', monitor)).toEqual([{ one: 1 }]);
    await expect(ask('select 1', before)).rejects.toThrow('password authentication failed');
  });
});
