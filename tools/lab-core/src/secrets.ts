import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { jsonState } from './state/json-state.ts';

/** The services with a database. */
export const databaseOwners = ['catalog', 'checkout', 'payment'] as const;
/** PostgreSQL's passwords: for the superuser, for each service with a database, and for the exporter. */
export const databaseUsers = ['postgres', ...databaseOwners, 'monitor'] as const;
export type DatabaseUser = (typeof databaseUsers)[number];
/**
 * Also the pager's token, which Alertmanager and `./lab pager` send, the token of the lab's host, which commands
 * send, and the key that signs customers' tokens.
 */
const names = [...databaseUsers, 'pager', 'host', 'sessions'] as const;
/** 256 bits: the key length for HS256. */
const SECRET_BYTES = 32;
export type Secrets = Record<(typeof names)[number], string>;

const schema = z.partialRecord(z.enum(names), z.string().min(1));
const newSecret = () => randomBytes(SECRET_BYTES).toString('base64url');

/** An existing PostgreSQL cluster has these passwords, and new ones would lock everyone out. */
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

/** Created once per lab and readable by its owner alone. */
export function loadSecrets(file: string): Secrets {
  const state = secretsState(file);
  const known = state.read();
  if (names.every((name) => known[name])) return known as Secrets;
  // A lab from before a secret existed gets that one, and keeps the others. Of two concurrent commands, the slower one
  // takes the secrets of the faster one.
  let secrets = completed(known);
  if (state.inspect().condition === 'absent') return { ...secrets, ...state.create(secrets) };
  state.change((before) => (secrets = completed(before)));
  return secrets;
}

const completed = (known: Partial<Secrets>) =>
  Object.fromEntries(names.map((name) => [name, known[name] ?? newSecret()])) as Secrets;
