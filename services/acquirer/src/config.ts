import { hostNames } from '@webstore/contracts';
import { z } from 'zod';

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8090),
  /** Comma-separated host names of the acquirer, in addition to the loopback names. */
  HTTP_ALLOWED_HOSTS: hostNames,
  DATA_FILE: z.string().default('acquirer.sqlite'),
  /** File with conditions of the first site; read again after each change. */
  CONDITIONS_FILE: z.string().optional(),
  /** Address of the second site, which has the same ledger and always the usual profile. */
  STANDBY_HOST: z.string().optional(),
  /** Default: the port of the first site, on another host. */
  STANDBY_PORT: z.coerce.number().int().min(0).max(65535).optional(),
});

export type Config = Readonly<z.infer<typeof schema>>;

/** Reads the environment; an empty or blank value counts as missing. @throws an error that names every invalid value */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.entries(env).filter(([, value]) => value?.trim());
  const read = schema.safeParse(Object.fromEntries(given));
  if (read.success) return Object.freeze(read.data);
  throw new Error(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
}
