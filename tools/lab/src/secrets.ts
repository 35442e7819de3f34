import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** PostgreSQL's passwords: the superuser's, and one per service that has a database. */
export const databaseUsers = ['postgres', 'catalog', 'checkout', 'payment'] as const;
export type DatabaseUser = (typeof databaseUsers)[number];
export type Secrets = Record<DatabaseUser, string>;

/** Made once per lab and kept readable by its owner alone. */
export function loadSecrets(file: string): Secrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const secrets = Object.fromEntries(
    databaseUsers.map((user) => [user, randomBytes(18).toString('base64url')]),
  ) as Secrets;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2) + '\n', { mode: 0o600 });
  return secrets;
}
