import { baseConfig, readConfig } from '@webstore/http';
import { z } from 'zod';

const milliseconds = z.coerce.number().int().positive();

export const configSchema = z.object({
  ...baseConfig,
  databaseUrl: z.url(),
  cartUrl: z.url(),
  catalogUrl: z.url(),
  /** An order that is still pending then is late: customers notice. */
  lateAfterMs: milliseconds.default(5_000),
  /** An order that is still pending then is cancelled, and what was captured is refunded. */
  cancelAfterMs: milliseconds.default(15 * 60_000),
  sweepEveryMs: milliseconds.default(1_000),
});

export type Config = Readonly<z.infer<typeof configSchema>>;

/** Injection token of {@link Config}. */
export const CONFIG = Symbol('config');

export const loadConfig = (): Config => readConfig(configSchema);
