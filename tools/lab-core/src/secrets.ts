import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { jsonState } from './state/json-state.ts';

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

const schema = z.partialRecord(z.enum(names), z.string().min(1));
const newSecret = () => randomBytes(SECRET_BYTES).toString('base64url');

/** Where PostgreSQL has a cluster it knows these passwords, and other ones would lock everyone out. */
const isInUse = (file: string) => existsSync(join(dirname(file), 'data/postgres/cluster/global/pg_control'));

export const secretsState = (file: string) =>
  jsonState<Partial<Secrets>>(
    file,
    schema,
    {},
    isInUse(file)
      ? {
          repair:
            "it holds the passwords of this lab's databases. Put a copy in its place, or remove the databases with ./lab down --wipe: ./lab up then makes new ones.",
        }
      : { ignored: 'new passwords are made, as no database knows the old ones' },
  );

/** Made once per lab and kept readable by its owner alone. */
export function loadSecrets(file: string): Secrets {
  const state = secretsState(file);
  const known = state.read();
  if (names.every((name) => known[name])) return known as Secrets;
  // A lab that is older than a secret gets that one, and keeps the others.
  const secrets = Object.fromEntries(names.map((name) => [name, known[name] ?? newSecret()])) as Secrets;
  // Two verbs that come first at once share what the faster one made.
  if (state.inspect().condition === 'absent') return { ...secrets, ...state.create(secrets) };
  state.write(secrets);
  return secrets;
}
