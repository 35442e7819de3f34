import { hostNames } from '@webstore/contracts';
import { z } from 'zod';

/** Missing or invalid values in a service's environment, one line each. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

/** A TCP port, from 1 to 65535. */
export const port = z.coerce.number().int().min(1).max(65_535);

/** A duration in milliseconds: at least 1, at most the maximum of Node's timers. A longer timer would fire at once. */
export const milliseconds = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/** A comma-separated list with at least one entry. */
export const listOf = (entry: z.ZodString) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(entry).min(1));

const token = z.string().min(8);

/** Variables of every service: HOST, PORT, the tokens, SESSION_KEY, KAFKA_BROKERS, CORS_ORIGINS, HTTP_ALLOWED_HOSTS, MOST_IN_FLIGHT. Spread it into the service's schema. */
export const baseConfig = {
  host: z.string().default('127.0.0.1'),
  port,
  userToken: token,
  adminToken: token,
  testToken: token,
  syntheticToken: token,
  /** Key that signs customers' tokens, at least 256 bits. The same in every service of a lab. */
  sessionKey: z.string().min(32),
  kafkaBrokers: listOf(z.string().regex(/^[^\s:]+:\d+$/, 'expected host:port')),
  /** Origins of the pages that may call the service. */
  corsOrigins: listOf(z.string().regex(/^https?:\/\/[^/\s]+$/, 'expected http://host:port')).default([
    'http://127.0.0.1:3001',
    'http://localhost:3001',
  ]),
  httpAllowedHosts: hostNames,
  /** Maximum number of concurrent requests. Default: unlimited. */
  mostInFlight: z.coerce.number().int().min(1).optional(),
};

/**
 * Reads a service's configuration. The field `databaseUrl` comes from `DATABASE_URL`; an empty or blank value
 * counts as missing.
 *
 * @throws ConfigError that names every missing or wrong value, never the value itself: it may be a secret.
 */
export function readConfig<S extends z.ZodObject>(
  schema: S,
  env: NodeJS.ProcessEnv = process.env,
): Readonly<z.output<S>> {
  const given = Object.keys(schema.shape).map((field) => [field, valueIn(env, variableOf(field))]);
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) return Object.freeze(result.data);
  throw new ConfigError(result.error.issues.map((issue) => describe(issue, env)));
}

function describe(issue: z.core.$ZodIssue, env: NodeJS.ProcessEnv): string {
  const variable = variableOf(String(issue.path[0]));
  return valueIn(env, variable) ? `${variable}: ${issue.message}` : `${variable} is missing`;
}

/** A blank value counts as missing: `z.coerce.number()` would turn it into 0. */
function valueIn(env: NodeJS.ProcessEnv, variable: string): string | undefined {
  return env[variable]?.trim() ? env[variable] : undefined;
}

function variableOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
