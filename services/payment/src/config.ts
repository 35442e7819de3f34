import { baseConfig, milliseconds, port } from '@webstore/http';
import { z } from 'zod';

export const configSchema = z.object({
  ...baseConfig,
  port: port.default(8004),
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Maximum pool size. */
  databasePoolSize: z.coerce.number().int().min(1).default(20),
  /** Where choices are told while it runs. Default: nowhere. */
  flagsFile: z.string().default(''),
  acquirerUrl: z.url({ protocol: /^https?$/ }),
  /** How long the bank may take; after that the outcome is unknown, and asked for. */
  acquirerTimeoutMs: milliseconds.default(5_000),
  /** A message is tried this often, then it is parked. */
  messageAttempts: z.coerce.number().int().min(1).default(6),
  /** Pause before the second time, in milliseconds; it grows from one to the next. */
  messagePauseMs: milliseconds.default(200),
  /** A payment that has no outcome then is ended, and what was captured refunded. Later than checkout cancels its order. */
  unansweredAfterMs: milliseconds.default(20 * 60_000),
  sweepEveryMs: milliseconds.default(30_000),
});
export type Config = z.output<typeof configSchema>;

export const CONFIG = Symbol('CONFIG');
