import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The services that have a database of their own. */
export const databaseOwners = ['catalog', 'checkout', 'payment'] as const;
/** PostgreSQL's passwords: the superuser's, one per service that has a database, and that of the exporter. */
export const databaseUsers = ['postgres', ...databaseOwners, 'monitor'] as const;
export type DatabaseUser = (typeof databaseUsers)[number];
/** And the pager's token, which Alertmanager and `./lab pager` show; and the key that signs customers' tokens. */
const names = [...databaseUsers, 'pager', 'sessions'] as const;
/** 256 bits: what HS256 asks of a key. */
const SECRET_BYTES = 32;
export type Secrets = Record<(typeof names)[number], string>;

/** Made once per lab and kept readable by its owner alone. */
export function loadSecrets(file: string): Secrets {
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  if (names.every((name) => known[name])) return known as Secrets;
  // A lab that is older than a secret gets that one, and keeps the others.
  const secrets = Object.fromEntries(
    names.map((name) => [name, known[name] ?? randomBytes(SECRET_BYTES).toString('base64url')]),
  ) as Secrets;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2) + '\n', { mode: 0o600 });
  return secrets;
}
