import { z } from 'zod';
import type { DatabaseUser } from './secrets.ts';

/**
 * Settings in `.env` for the lab in containers, which never have a default; `./lab env` creates missing ones.
 */
export const containerSecrets = [
  'POSTGRES_PASSWORD',
  'CATALOG_DB_PASSWORD',
  'CHECKOUT_DB_PASSWORD',
  'PAYMENT_DB_PASSWORD',
  'MONITOR_DB_PASSWORD',
  'PAGER_TOKEN',
  'SESSION_KEY',
  'GRAFANA_ADMIN_PASSWORD',
] as const;

/** The setting that holds the password of a user of PostgreSQL. */
export const databasePassword = (user: DatabaseUser) =>
  user === 'postgres'
    ? 'POSTGRES_PASSWORD'
    : (`${user.toUpperCase() as Uppercase<Exclude<DatabaseUser, 'postgres'>>}_DB_PASSWORD` as const);

// Some become part of a URL or of a header.
const secret = z
  .string()
  .regex(/^$|^[\w-]{16,200}$/, 'must be 16 to 200 letters, digits, _ or -')
  .default('');

const url = z
  .string()
  .regex(/^$|^https?:\/\/\S+$/, 'must be a URL')
  .default('');

/** Settings of `.env` that only docker-compose.yml reads. */
export const containerSettings = {
  ...(Object.fromEntries(containerSecrets.map((name) => [name, secret])) as Record<
    (typeof containerSecrets)[number],
    typeof secret
  >),
  /** Signs customers' tokens: 256 bits or more. */
  SESSION_KEY: z
    .string()
    .regex(/^$|^[\w-]{32,200}$/, 'must be 32 to 200 letters, digits, _ or -')
    .default(''),
  GRAFANA_CLOUD_URL: url,
  GRAFANA_CLOUD_USER: z.string().default(''),
  GRAFANA_CLOUD_TOKEN: z.string().default(''),
  /** Empty: each of Grafana's users has a separate first password. */
  GRAFANA_USER_PASSWORD: secret,
  ALERTMANAGER_CONFIG: z
    .enum(['alertmanager.compose.yml', 'alertmanager.mail.yml'])
    .default('alertmanager.compose.yml'),
  /** An additional destination for metrics, besides Mimir. */
  METRICS_WRITE_URL: url,
  JAEGER_OTLP_ENDPOINT: z
    .string()
    .regex(/^$|^[^\s:/]+:\d+$/, 'must be host:port')
    .default(''),
};
