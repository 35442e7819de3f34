import { hostNames } from '@webstore/contracts';
import { z } from 'zod';

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8090),
  /** Host names, beside those of loopback, under which the bank answers; commas between them. */
  HTTP_ALLOWED_HOSTS: hostNames,
  DATA_FILE: z.string().default('acquirer.sqlite'),
  /** How the first site behaves beside its usual profile; read again when it changes. */
  CONDITIONS_FILE: z.string().optional(),
  /** Address of the second site, which has the same books and its usual profile always. */
  STANDBY_HOST: z.string().optional(),
});

export type Config = Readonly<z.infer<typeof schema>>;

/** Reads the environment once; an empty or blank value counts as missing. Every wrong value is named in the one error. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.entries(env).filter(([, value]) => value?.trim());
  const read = schema.safeParse(Object.fromEntries(given));
  if (read.success) return Object.freeze(read.data);
  throw new Error(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
}
